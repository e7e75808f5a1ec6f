update nodes set draining = true where id = $1 and session_id = $2
