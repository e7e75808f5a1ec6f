-- How many come before a waiting job, counted no further than anybody wants to know.
select case
    when q.state = 'queued' then (
        select count(*) from (
            select 1 from queue o
            where o.state = 'queued' and (o.vtime, o.job_id) < (q.vtime, q.job_id) and o.run_after <= clock_timestamp()
            limit $3
        ) before
    )
    when q.batch_id is not null then (
        select count(*) from (
            select 1 from queue o where o.state = 'held' and o.batch_id = q.batch_id and o.job_id < q.job_id limit $3
        ) before
    )
    else (
        select count(*) from (
            select 1 from queue o
            where o.state = 'held' and o.batch_id is null and o.account_id = q.account_id and o.job_id < q.job_id
            limit $3
        ) before
    )
end as "ahead!"
from queue q
where q.account_id = $1 and q.job_id = $2 and q.state in ('queued', 'held')
