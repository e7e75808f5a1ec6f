-- The node that an enrol token made: until it has said hello, the token makes its secret anew.

alter table enrol_tokens add column node_id uuid references nodes (id);
