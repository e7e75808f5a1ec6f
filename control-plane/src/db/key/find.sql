select account_id, secret_hash, revoked_at from api_keys where id = $1
