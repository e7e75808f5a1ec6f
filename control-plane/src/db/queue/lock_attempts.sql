-- In the order of their ids, as lock.sql.
select
    job_id, account_id, batch_id, state, cpu_millis, memory_bytes, max_retries, infra_failures,
    user_failures, spent_micros, cancel_requested, attempt_id, node_id, started_at,
    coalesce(extract(epoch from clock_timestamp() - started_at) * 1000, 0)::bigint as "elapsed_ms!",
    coalesce(lease_expires_at <= clock_timestamp(), false) as "lease_lost!"
from queue
where attempt_id = any($1)
order by job_id
for update
