-- Nodes whose last attempts failed by their own fault.

alter table nodes add column failing boolean not null default false;
