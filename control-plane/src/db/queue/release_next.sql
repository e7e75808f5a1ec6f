-- The oldest held jobs that have a slot: of batches with free slots, and of no batch.
with of_batches as (
    select h.job_id, h.cpu_millis
    from batches b
    cross join lateral (
        select q.job_id, q.cpu_millis
        from queue q
        where q.batch_id = b.id and q.state = 'held'
        order by q.job_id
        limit least(b.free_slots, $2::integer)
        for update skip locked
    ) h
    where b.account_id = $1 and b.finished_at is null and b.free_slots > 0
), alone as (
    select q.job_id, q.cpu_millis
    from queue q
    where q.account_id = $1 and q.state = 'held' and q.batch_id is null
    order by q.job_id
    limit $2::integer
    for update skip locked
)
select job_id as "job_id!", cpu_millis as "cpu_millis!"
from (select * from of_batches union all select * from alone) ready
order by job_id
limit $2::integer
