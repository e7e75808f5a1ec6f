select id from nodes where token_hash = $1 and removed_at is null
