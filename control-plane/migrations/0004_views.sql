-- Jobs and batches as the API shows them: the hot and the cold side put together, in one place.

-- Counting a batch's running jobs touches only those.
create index queue_running_of_batch on queue (batch_id) where state = 'running';

create view job_views as
select
    j.account_id,
    j.id,
    j.batch_id,
    j.batch_index,
    j.name,
    j.retry_of,
    coalesce(r.state, q.state) as state,
    -- For filters: one side alone can be searched by index.
    q.state as live_state,
    r.state as final_state,
    r.reason,
    r.message,
    r.exit_code,
    j.spec,
    j.metadata,
    coalesce(r.attempts, q.attempts) as attempts,
    last_attempt.node_id,
    j.created_at,
    coalesce(r.started_at, q.started_at, last_attempt.started_at) as started_at,
    r.finished_at,
    r.duration_ms,
    coalesce(r.cost_micros, 0) as cost_micros
from jobs j
left join queue q on q.job_id = j.id
left join results r on r.job_id = j.id
left join lateral (
    select a.node_id, a.started_at
    from attempts a
    where a.job_id = j.id
    order by a.number desc
    limit 1
) as last_attempt on true;

create view batch_views as
select
    b.account_id,
    b.id,
    b.parallel,
    b.total,
    b.ended,
    b.succeeded,
    b.failed,
    b.cancelled,
    (select count(*)::integer from queue q where q.batch_id = b.id and q.state = 'running') as running,
    b.cost_micros,
    b.created_at,
    b.finished_at
from batches b;
