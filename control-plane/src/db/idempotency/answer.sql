update idempotency_keys
set status = $3, body = $4
where account_id = $1 and key = $2 and status is null
