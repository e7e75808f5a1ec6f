-- Of a job that has another's result, those of that one: they made it.
select a.id, a.number, a.node_id, a.started_at, a.finished_at, a.reason, a.exit_code
from jobs j
join attempts a on a.job_id = coalesce(j.reused_from, j.id)
where j.account_id = $1 and j.id = $2
order by a.number
