-- A node that never said hello may not have got its answer: the same token enrols it again, as the same node.
with used as (
    update enrol_tokens set used_at = now(), node_id = coalesce(node_id, $2)
    where token_hash = $1
        and expires_at > now()
        and (
            used_at is null
            or node_id is not null
            and not exists (
                select
                from nodes n
                where n.id = node_id and (n.last_seen_at is not null or n.removed_at is not null)
            )
        )
    returning node_id
)
insert into nodes as n (id, name, token_hash)
select node_id, $3, $4 from used
on conflict (id) do update set name = excluded.name, token_hash = excluded.token_hash
returning n.id
