-- The node's row is locked against the statement that drains it, so none is taken after that one.
with node as (
    select cpu_millis, memory_bytes
    from nodes
    where id = $1 and session_id = $2 and not draining and removed_at is null
    for share
), next as (
    select job_id, vtime
    from queue
    where state = 'queued'
        and run_after <= now()
        and cpu_millis <= (select cpu_millis from node)
        and memory_bytes <= (select memory_bytes from node)
    order by vtime, job_id
    limit cardinality($3::uuid[])
    for update skip locked
), named as (
    select n.job_id, n.vtime, ($3::uuid[])[row_number() over (order by n.vtime, n.job_id)] as attempt_id
    from next n
), taken as (
    update queue q
    set state = 'running',
        attempt_id = n.attempt_id,
        node_id = $1,
        attempts = q.attempts + 1,
        started_at = clock_timestamp(),
        lease_expires_at = clock_timestamp() + make_interval(secs => $4)
    from named n
    where q.job_id = n.job_id
    returning q.job_id, q.account_id, q.attempt_id, q.attempts, q.started_at, q.vtime
), history as (
    insert into attempts (id, job_id, number, node_id, started_at)
    select attempt_id, job_id, attempts, $1, started_at from taken
), free_clock as (
    -- Whoever holds it is moving it right now; being late by one claim is no harm.
    select vtime from fair_clock for update skip locked
), clock as (
    update fair_clock f set vtime = t.vtime
    from (select max(vtime) as vtime from taken) t, free_clock c
    where t.vtime > c.vtime
)
select
    t.job_id, t.account_id, t.attempt_id as "attempt_id!", t.attempts as number, j.image, j.spec,
    told.sent as "sent!"
from taken t
join jobs j on j.id = t.job_id
cross join lateral (select pg_notify('rgrid_job', t.job_id::text) is null as sent) told
order by t.vtime, t.job_id
