delete from awaited_blobs where account_id = $1 and digest = any($2) and job_id = any($3)
