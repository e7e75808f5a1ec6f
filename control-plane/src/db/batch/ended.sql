select
    r.batch_seq as "seq!",
    v.id as "id!",
    v.batch_id,
    v.batch_index,
    v.name,
    v.retry_of,
    v.reused_from,
    v.state as "state!",
    v.reason,
    v.message,
    v.exit_code,
    v.spec as "spec!: Json<JobSpec>",
    v.attempts as "attempts!",
    v.node_id,
    v.created_at as "created_at!",
    v.started_at,
    v.finished_at,
    v.duration_ms,
    v.cost_micros as "cost_micros!"
from results r
join job_views v on v.id = r.job_id and v.account_id = r.account_id
where r.account_id = $1 and r.batch_id = $2 and r.batch_seq > $3
order by r.batch_seq
limit $4
