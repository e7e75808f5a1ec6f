-- Ends jobs, whose rows are written already, with the results of others; their batch counts them.
with t as (
    select * from unnest($3::uuid[], $4::uuid[], $5::integer[]) as t (job_id, source, seq)
), counted as (
    update batches b
    set succeeded = b.succeeded + n.count,
        ended = b.ended + n.count,
        finished_at = case when b.ended + n.count = b.total then now() end
    from (select count(*)::integer as count from t) as n
    where b.id = $2
)
insert into results (
    job_id, account_id, batch_id, batch_seq, state, exit_code, attempts, finished_at, log_bytes, log_truncated
)
select
    t.job_id, $1, $2, case when $2::uuid is not null then t.seq end, s.state, s.exit_code, s.attempts,
    clock_timestamp(), s.log_bytes, s.log_truncated
from t
join results s on s.job_id = t.source
