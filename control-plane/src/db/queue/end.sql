with t as (
    select * from unnest(
        $1::uuid[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::smallint[],
        $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::boolean[], $12::bigint[]
    ) as t (
        job_id, batch_seq, state, reason, message, exit_code,
        duration_ms, cpu_ms, max_memory_bytes, log_bytes, log_truncated, cost_micros
    )
), gone as (
    delete from queue q using t where q.job_id = t.job_id
    returning q.job_id, q.account_id, q.batch_id, q.attempt_id, q.attempts, q.started_at
), secrets as (
    delete from job_secrets s using t where s.job_id = t.job_id
), awaited as (
    delete from awaited_blobs a using t where a.job_id = t.job_id
), attempt as (
    update attempts a
    set finished_at = clock_timestamp(), reason = t.reason, exit_code = t.exit_code
    from t join gone g on g.job_id = t.job_id
    where a.id = g.attempt_id
)
insert into results (
    job_id, account_id, batch_id, batch_seq, state, reason, message, exit_code, attempt_id, attempts,
    started_at, finished_at, duration_ms, cpu_ms, max_memory_bytes, log_bytes, log_truncated, cost_micros
)
select
    t.job_id, g.account_id, g.batch_id, t.batch_seq, t.state, t.reason, t.message, t.exit_code, g.attempt_id,
    g.attempts, g.started_at, clock_timestamp(), t.duration_ms, t.cpu_ms, t.max_memory_bytes, t.log_bytes,
    t.log_truncated, t.cost_micros
from t join gone g on g.job_id = t.job_id
