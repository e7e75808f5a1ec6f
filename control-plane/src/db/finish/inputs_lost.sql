select job_id
from queue
where state = 'awaiting_input' and run_after <= now() - make_interval(secs => $1)
order by run_after
limit $2
