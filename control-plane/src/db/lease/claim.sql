-- For several nodes of one size: $1 and $2 are they and their sessions, $3 is the session of each slot in the order in
-- which slots are filled, and $4 the attempt that it gets. The nodes' rows are locked against the statement that drains
-- one, so none is taken after that one.
with node as (
    select n.id, n.session_id, n.cpu_millis, n.memory_bytes
    from nodes n
    where n.id = any($1) and n.session_id = any($2) and not n.draining and n.removed_at is null
    order by n.id
    for share
), slot as (
    select n.id as node_id, t.attempt_id, row_number() over (order by t.place) as place
    from unnest($3::uuid[], $4::uuid[]) with ordinality as t (session_id, attempt_id, place)
    join node n on n.session_id = t.session_id
), next as (
    select job_id, vtime
    from queue
    where state = 'queued'
        and run_after <= now()
        and cpu_millis <= (select min(cpu_millis) from node)
        and memory_bytes <= (select min(memory_bytes) from node)
    order by vtime, job_id
    limit cardinality($4::uuid[])
    for update skip locked
), named as (
    select n.job_id, row_number() over (order by n.vtime, n.job_id) as place from next n
), taken as (
    update queue q
    set state = 'running',
        attempt_id = s.attempt_id,
        node_id = s.node_id,
        attempts = q.attempts + 1,
        started_at = clock_timestamp(),
        lease_expires_at = clock_timestamp() + make_interval(secs => $5)
    from named n
    join slot s using (place)
    where q.job_id = n.job_id
    returning q.job_id, q.account_id, q.attempt_id, q.node_id, q.attempts, q.started_at, q.vtime
), history as (
    insert into attempts (id, job_id, number, node_id, started_at)
    select attempt_id, job_id, attempts, node_id, started_at from taken
), free_clock as (
    -- Whoever holds it is moving it right now; being late by one claim is no harm.
    select vtime from fair_clock for update skip locked
), clock as (
    update fair_clock f set vtime = t.vtime
    from (select max(vtime) as vtime from taken) t, free_clock c
    where t.vtime > c.vtime
), told as (
    -- A message holds less than 8,000 bytes.
    select count(pg_notify('rgrid_job', ids)) as messages
    from (
        select string_agg(job_id::text, ',') as ids
        from (select job_id, row_number() over () / 200 as part from taken) t
        group by part
    ) parts
)
select
    t.job_id, t.account_id, t.attempt_id as "attempt_id!", t.attempts as number, j.image, j.spec::text as "spec!",
    (select jsonb_object_agg(s.name, s.value) from job_secrets s where s.job_id = t.job_id)::text as secrets,
    told.messages as "messages!"
from taken t
join jobs j on j.id = t.job_id
cross join told
order by t.vtime, t.job_id
