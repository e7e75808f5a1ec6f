-- The set is the attempt's to install when nobody has it and nobody is at it: an attempt that runs no more, its
-- lease lost or its end reported, has given it up, and so has one whose time is over: its command runs, and what it
-- installed could not be stored.
insert into package_sets as s (account_id, key, attempt_id)
values ($1, $2, $3)
on conflict (account_id, key) do update
set attempt_id = excluded.attempt_id, claimed_at = clock_timestamp()
where s.digest is null
    and (
        s.claimed_at < clock_timestamp() - make_interval(mins => 30)
        or not exists (select from queue q where q.attempt_id = s.attempt_id and q.state = 'running')
    )
