select j.id, j.name, j.spec as "spec: Json<JobSpec>"
from jobs j
join results r on r.job_id = j.id
where j.account_id = $1 and j.batch_id = $2 and ($3 or r.state <> 'succeeded')
order by j.batch_index
