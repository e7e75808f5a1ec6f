select
    id as "id!",
    parallel as "parallel!",
    total as "total!",
    ended as "ended!",
    succeeded as "succeeded!",
    failed as "failed!",
    cancelled as "cancelled!",
    running as "running!",
    cost_micros as "cost_micros!",
    created_at as "created_at!",
    finished_at
from batch_views
where account_id = $1 and id = any($2)
order by id
