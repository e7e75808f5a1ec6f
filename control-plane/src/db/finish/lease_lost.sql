select job_id from queue where state = 'running' and lease_expires_at <= now() order by lease_expires_at limit $1
