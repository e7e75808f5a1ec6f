update nodes
set session_id = $2, version = $3, slots = $4, cpu_millis = $5, memory_bytes = $6, draining = false,
    failing = false, pool = null,
    last_seen_at = clock_timestamp()
where id = $1 and removed_at is null
