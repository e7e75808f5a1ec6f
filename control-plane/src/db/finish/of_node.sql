select job_id from queue where state = 'running' and node_id = $1
