update api_keys
set revoked_at = coalesce(revoked_at, now())
where account_id = $1 and id = $2
