with added as (
    insert into log_chunks (job_id, attempt_number, pos, stream, data)
    select $1, $2, pos, stream, data
    from unnest($3::bigint[], $4::smallint[], $5::bytea[]) as t (pos, stream, data)
)
select pg_notify('rgrid_log', $1::uuid::text) is null as "sent!"
