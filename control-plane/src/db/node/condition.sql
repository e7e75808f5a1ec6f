update nodes set failing = $3, pool = $4 where id = $1 and session_id = $2
