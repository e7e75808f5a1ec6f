select attempt_id as "attempt_id!" from queue where state = 'running' and node_id = $1 and cancel_requested
