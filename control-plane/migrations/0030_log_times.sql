-- When a piece of a log was stored, by the database's clock; null for those from before this migration.

alter table log_chunks add column stored_at timestamptz;
alter table log_chunks alter column stored_at set default now();
