select job_id, count(*) as "deaths!"
from attempts
where job_id = any($1) and reason = 'runner_died'
group by job_id
