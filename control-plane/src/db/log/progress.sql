select state as "state!", attempts as "attempts!"
from job_views
where account_id = $1 and id = $2
