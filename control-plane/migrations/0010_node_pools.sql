-- The sandboxes of a node that wait for jobs, as it says.

alter table nodes add column pool jsonb;
