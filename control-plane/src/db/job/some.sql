select
    id as "id!",
    batch_id,
    batch_index,
    name,
    retry_of,
    reused_from,
    state as "state!",
    reason,
    message,
    exit_code,
    spec as "spec!: Json<JobSpec>",
    attempts as "attempts!",
    node_id,
    created_at as "created_at!",
    started_at,
    finished_at,
    duration_ms,
    cost_micros as "cost_micros!"
from job_views
where account_id = $1 and id = any($2)
order by id
