insert into enrol_tokens (token_hash, expires_at)
values ($1, now() + make_interval(secs => $2))
returning expires_at
