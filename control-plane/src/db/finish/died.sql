-- Of jobs that live; what is final never changes.
update attempts a
set reason = 'runner_died'
from queue q
where a.id = any($2) and a.node_id = $1 and a.reason = 'lost_node' and q.job_id = a.job_id
returning a.job_id
