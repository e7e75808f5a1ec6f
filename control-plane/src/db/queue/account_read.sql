-- Not in the statement that takes the lock: that one would see the other tables as they were before it waited.
select q.active, q.vtime, a.max_running, a.weight, f.vtime as clock
from account_queues q
join accounts a on a.id = q.account_id
cross join fair_clock f
where q.account_id = $1
