-- $9 is where the account's last tag ends, $10 how many of the jobs are queued.
with added as (
    insert into queue (job_id, account_id, batch_id, state, vtime, cpu_millis, memory_bytes, max_retries)
    select job_id, $1, $2, state, vtime, cpu_millis, memory_bytes, max_retries
    from unnest($3::uuid[], $4::text[], $5::bigint[], $6::integer[], $7::bigint[], $8::integer[])
        as t (job_id, state, vtime, cpu_millis, memory_bytes, max_retries)
), counted as (
    update account_queues set vtime = $9, active = active + $10::integer where account_id = $1 and $10 > 0
), slots as (
    update batches set free_slots = free_slots - $10 where id = $2 and $10 > 0
)
select pg_notify('rgrid_queue', '') is null as "notified!" where $10 > 0
