-- Each part reads an index that holds one state only, and of the live jobs alone.
select coalesce(
    (
        select job_id from queue
        where account_id = $1 and batch_id = $2 and state = 'queued'
        order by run_after
        limit 1
    ),
    (
        select job_id from queue
        where account_id = $1 and batch_id = $2 and state = 'held'
        order by job_id
        limit 1
    ),
    (select job_id from queue where account_id = $1 and batch_id = $2 and state = 'awaiting_input' limit 1)
)
