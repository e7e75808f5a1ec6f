select a.id from attempts a join results r on r.job_id = a.job_id and r.attempt_id = a.id where a.id = any($1)
