select job_id from queue where attempt_id = any($1)
