select q.job_id as "job_id!"
from queue q
where q.state = 'running' and q.node_id = $1
union
select a.job_id
from attempts a
where a.id = any($2) and a.node_id = $1
