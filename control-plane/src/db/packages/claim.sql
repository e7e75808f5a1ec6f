-- The set is the attempt's to install when nobody has it and nobody is at it: an attempt that runs no more, its
-- lease lost or its end reported, has given it up.
insert into package_sets as s (account_id, key, attempt_id)
values ($1, $2, $3)
on conflict (account_id, key) do update
set attempt_id = excluded.attempt_id
where s.digest is null
    and not exists (select from queue q where q.attempt_id = s.attempt_id and q.state = 'running')
