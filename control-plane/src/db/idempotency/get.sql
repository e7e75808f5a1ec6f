select request_hash, status, body
from idempotency_keys
where account_id = $1 and key = $2
