with released as (
    update queue q
    set state = 'queued', vtime = t.vtime, run_after = now()
    from unnest($2::uuid[], $3::bigint[]) as t (job_id, vtime)
    where q.job_id = t.job_id
    returning q.batch_id
), slots as (
    update batches b set free_slots = b.free_slots - t.taken
    from (select batch_id, count(*)::integer as taken from released group by batch_id) t
    where b.id = t.batch_id
)
update account_queues
set vtime = $4, active = active + (select count(*) from released)
where account_id = $1
