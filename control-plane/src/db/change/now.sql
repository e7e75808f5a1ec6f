select pg_current_snapshot()::text as "snapshot!", now() as "at!"
