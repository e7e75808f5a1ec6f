update account_queues a set active = a.active - t.slots
from unnest($1::uuid[], $2::integer[]) as t (account_id, slots)
where a.account_id = t.account_id and t.slots > 0
