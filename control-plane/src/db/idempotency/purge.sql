delete from idempotency_keys
where (account_id, key) in (
    select account_id, key
    from idempotency_keys
    where created_at < now() - make_interval(secs => $1)
    order by created_at
    limit $2
    for update skip locked
)
