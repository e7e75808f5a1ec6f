select job_id, name, value from job_secrets where job_id = any($1)
