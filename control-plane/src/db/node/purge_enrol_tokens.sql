delete from enrol_tokens
where token_hash in (
    select token_hash
    from enrol_tokens
    where expires_at < now() - make_interval(secs => $1)
    limit $2
    for update skip locked
)
