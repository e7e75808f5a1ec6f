select
    n.id, n.name, n.slots, n.draining, n.failing, n.last_seen_at, n.version,
    n.pool as "pool: Json<Pool>",
    coalesce(n.last_seen_at < clock_timestamp() - make_interval(secs => $1), true) as "away!",
    coalesce(r.running, 0) as "running!"
from nodes n
left join (
    select node_id, count(*) as running from queue where state = 'running' group by node_id
) r on r.node_id = n.id
where n.removed_at is null
order by n.id
