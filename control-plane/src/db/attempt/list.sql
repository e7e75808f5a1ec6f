select a.id, a.number, a.node_id, a.started_at, a.finished_at, a.reason, a.exit_code
from attempts a
join jobs j on j.id = a.job_id
where j.account_id = $1 and j.id = $2
order by a.number
