-- The tag stays: the account has paid for its place. The slots stay too.
with t as (
    select * from unnest($1::uuid[], $2::bigint[], $3::boolean[], $4::text[], $5::smallint[], $6::bigint[])
        as t (job_id, after_ms, infra, reason, exit_code, cost_micros)
), attempt as (
    update attempts a
    set finished_at = clock_timestamp(), reason = t.reason, exit_code = t.exit_code
    from t join queue q on q.job_id = t.job_id
    where a.id = q.attempt_id
)
update queue q
set state = 'queued',
    run_after = clock_timestamp() + t.after_ms * interval '1 millisecond',
    infra_failures = q.infra_failures + t.infra::integer,
    user_failures = q.user_failures + (not t.infra)::integer,
    spent_micros = q.spent_micros + t.cost_micros,
    attempt_id = null,
    node_id = null,
    started_at = null,
    lease_expires_at = null
from t
where q.job_id = t.job_id
