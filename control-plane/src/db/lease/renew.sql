-- $2 are the attempts and $1 the node of each; $4 are all the nodes, also those without any. The nodes first, in the
-- order of their ids, and then their jobs, as hello locks them: what "mine" asks of "seen" makes it so.
with locked as (
    select id from nodes where id = any($4) order by id for no key update
), seen as (
    update nodes n set last_seen_at = clock_timestamp() from locked l where n.id = l.id
    returning n.id
), asked as (
    select * from unnest($1::uuid[], $2::uuid[]) as t (node_id, attempt_id)
), mine as (
    select q.job_id, q.attempt_id, q.node_id
    from queue q
    where q.attempt_id = any($2)
        and q.node_id in (select id from seen)
        and q.state = 'running'
        and q.lease_expires_at > clock_timestamp()
    order by q.job_id
    for update
), renewed as (
    update queue q set lease_expires_at = clock_timestamp() + make_interval(secs => $3)
    from mine m
    join asked a on a.attempt_id = m.attempt_id and a.node_id = m.node_id
    where q.job_id = m.job_id
    returning q.attempt_id, q.node_id, q.cancel_requested
)
select
    a.node_id as "node_id!",
    a.attempt_id as "attempt_id!",
    r.attempt_id is null as "fenced!",
    coalesce(r.cancel_requested, false) as "cancel_requested!"
from asked a
left join renewed r on r.attempt_id = a.attempt_id and r.node_id = a.node_id
where (r.attempt_id is null or r.cancel_requested)
    -- The end of this one is stored; its acceptance is on its way.
    and not exists (
        select from attempts t join results e on e.job_id = t.job_id and e.attempt_id = t.id where t.id = a.attempt_id
    )
