-- At most one row: what one waiting job asks for, and what the connected nodes have.
with job as (
    select q.account_id, q.batch_id, q.state, q.cpu_millis, q.memory_bytes,
        ceil(extract(epoch from q.run_after - clock_timestamp()))::bigint as pause_s
    from queue q
    where q.account_id = $1 and q.job_id = $2 and q.state <> 'running'
), present as (
    select n.id, n.slots, n.cpu_millis, n.memory_bytes,
        n.cpu_millis >= j.cpu_millis and n.memory_bytes >= j.memory_bytes as fits
    from nodes n, job j
    where n.removed_at is null
        and not n.draining
        and n.last_seen_at >= clock_timestamp() - make_interval(secs => $3)
), nodes as (
    select
        count(*) as connected,
        max(cpu_millis) as cpu_millis,
        max(memory_bytes) as memory_bytes,
        count(*) filter (where fits) as fitting,
        sum(slots) filter (where fits) as slots
    from present
)
select
    j.state as "state!",
    j.cpu_millis as "cpu_millis!",
    j.memory_bytes as "memory_bytes!",
    j.pause_s as "pause_s!",
    case when b.free_slots = 0 then b.parallel end as "batch_full?",
    a.max_running as "account_limit!",
    n.connected as "connected?",
    n.cpu_millis as "largest_cpu_millis?",
    n.memory_bytes as "largest_memory_bytes?",
    n.fitting as "fitting?",
    n.slots as "slots?",
    (
        select count(*)
        from queue r
        where r.state = 'running' and r.node_id in (select p.id from present p where p.fits)
    ) as "running?"
from job j
join accounts a on a.id = j.account_id
left join batches b on b.id = j.batch_id
cross join nodes n
