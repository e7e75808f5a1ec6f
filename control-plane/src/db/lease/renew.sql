-- The node first and then its jobs, as hello locks them: what "mine" asks of "seen" makes it so.
with seen as (
    update nodes set last_seen_at = clock_timestamp() where id = $1
    returning id
), asked as (
    select unnest($2::uuid[]) as attempt_id
), mine as (
    select job_id
    from queue
    where attempt_id = any($2) and node_id = (select id from seen) and state = 'running' and lease_expires_at > clock_timestamp()
    order by job_id
    for update
), renewed as (
    update queue q set lease_expires_at = clock_timestamp() + make_interval(secs => $3)
    from mine m
    where q.job_id = m.job_id
    returning q.attempt_id, q.cancel_requested
)
select
    a.attempt_id as "attempt_id!",
    r.attempt_id is null as "fenced!",
    coalesce(r.cancel_requested, false) as "cancel_requested!"
from asked a
left join renewed r on r.attempt_id = a.attempt_id
where (r.attempt_id is null or r.cancel_requested)
    -- The end of this one is stored; its acceptance is on its way.
    and not exists (
        select from attempts t join results e on e.job_id = t.job_id and e.attempt_id = t.id where t.id = a.attempt_id
    )
