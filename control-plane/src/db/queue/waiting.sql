select distinct job_id from awaited_blobs where account_id = $1 and digest = any($2)
