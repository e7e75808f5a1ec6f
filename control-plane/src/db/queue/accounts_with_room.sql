select q.account_id
from account_queues q
join accounts a on a.id = q.account_id
where q.active < a.max_running
    and (
        exists (
            select from queue h
            where h.account_id = q.account_id and h.state = 'held' and h.batch_id is null
        )
        or exists (
            select from batches b
            where b.account_id = q.account_id and b.finished_at is null and b.free_slots > 0
                and exists (select from queue h where h.batch_id = b.id and h.state = 'held')
        )
    )
