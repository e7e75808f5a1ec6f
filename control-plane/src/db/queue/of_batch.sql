select q.job_id
from jobs j
join queue q on q.job_id = j.id
where j.batch_id = $2 and j.account_id = $1
