insert into api_keys (id, account_id, name, secret_hash) values ($1, $2, $3, $4)
returning created_at
