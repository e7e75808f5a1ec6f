select account_id from queue where attempt_id = $1 and node_id = $2 and state = 'running'
