-- An account with two slots as migration 0005 left it: one job runs, one is queued, one is held.
insert into accounts (id, name, max_running)
values ('00000000-0000-7000-8000-0000000000a1', 'before', 2);

insert into account_queues (account_id, vtime, active)
values ('00000000-0000-7000-8000-0000000000a1', 3, 2);

insert into nodes (id, name, token_hash, version, slots, cpu_millis, memory_bytes, session_id, last_seen_at)
values (
    '00000000-0000-7000-8000-0000000000b1', 'before', '\x00', '0.1.0', 4, 4000, 8589934592,
    '00000000-0000-7000-8000-0000000000c1', now()
);

insert into jobs (id, account_id, spec, metadata, image)
select
    id, '00000000-0000-7000-8000-0000000000a1',
    '{"runtime": "python", "command": ["python3"], "args": [], "env": {}, "secrets": {}, "inputs": [],
      "stdin": null, "outputs": [], "resources": {}, "timeout_s": 3600, "network": false, "retries": 0,
      "metadata": {}}',
    '{}', 'image'
from unnest(
    '{00000000-0000-7000-8000-0000000000d1, 00000000-0000-7000-8000-0000000000d2,
      00000000-0000-7000-8000-0000000000d3}'::uuid[]
) as t (id);

insert into queue (job_id, account_id, state, vtime, cpu_millis, memory_bytes, max_retries)
select id, '00000000-0000-7000-8000-0000000000a1', state, vtime, 1000, 1048576, 0
from (
    values
        ('00000000-0000-7000-8000-0000000000d2'::uuid, 'queued', 2),
        ('00000000-0000-7000-8000-0000000000d3', 'held', 3)
) as t (id, state, vtime);

insert into queue (
    job_id, account_id, state, vtime, cpu_millis, memory_bytes, max_retries,
    attempts, attempt_id, node_id, started_at, lease_expires_at
)
values (
    '00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-0000000000a1', 'running', 1, 1000, 1048576, 0,
    1, '00000000-0000-7000-8000-0000000000e1', '00000000-0000-7000-8000-0000000000b1', now(),
    now() + interval '30 seconds'
);

insert into attempts (id, job_id, number, node_id)
values (
    '00000000-0000-7000-8000-0000000000e1', '00000000-0000-7000-8000-0000000000d1', 1,
    '00000000-0000-7000-8000-0000000000b1'
);
