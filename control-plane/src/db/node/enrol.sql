with used as (
    update enrol_tokens set used_at = now()
    where token_hash = $1 and used_at is null and expires_at > now()
    returning token_hash
)
insert into nodes (id, name, token_hash)
select $2, $3, $4 from used
returning id
