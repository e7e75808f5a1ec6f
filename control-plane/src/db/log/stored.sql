select coalesce((
    select c.pos + length(c.data)
    from log_chunks c
    where c.job_id = q.job_id and c.attempt_number = q.attempts
    order by c.pos desc
    limit 1
), 0) as "end!"
from queue q
where q.attempt_id = $1 and q.node_id = $2 and q.state = 'running'
