-- Held for a moment: the release that follows queues those that have a slot.
update queue q set state = 'held', run_after = now()
where q.job_id = any($1) and q.state = 'awaiting_input'
    and not exists (select from awaited_blobs a where a.job_id = q.job_id)
returning q.job_id
