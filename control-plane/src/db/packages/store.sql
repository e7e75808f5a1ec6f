-- The first pack that is stored stays: another one of the same set is not needed.
insert into package_sets as s (account_id, key, attempt_id, digest, size_bytes)
values ($1, $2, $3, $4, $5)
on conflict (account_id, key) do update
set attempt_id = excluded.attempt_id, digest = excluded.digest, size_bytes = excluded.size_bytes
where s.digest is null
