-- The hot side: one narrow row per live job, deleted when it ends.

create table nodes (
    id uuid primary key,
    name text not null,
    -- SHA-256 of the node's token: 256 random bits need no slow hash.
    token_hash bytea not null unique,
    version text not null default '',
    slots integer not null default 0,
    cpu_millis integer not null default 0,
    memory_bytes bigint not null default 0,
    draining boolean not null default false,
    -- The connection that may claim for it: the last one that said hello.
    session_id uuid,
    enrolled_at timestamptz not null default now(),
    last_seen_at timestamptz,
    removed_at timestamptz
);

create table enrol_tokens (
    token_hash bytea primary key,
    expires_at timestamptz not null,
    used_at timestamptz
);

create table queue (
    job_id uuid primary key references jobs (id),
    account_id uuid not null,
    batch_id uuid,
    state text not null,
    -- Start tag of start-time fair queueing; the smallest is served first.
    vtime bigint not null default 0,
    -- Not before; the database's clock.
    run_after timestamptz not null default now(),
    cpu_millis integer not null,
    memory_bytes bigint not null,
    max_retries integer not null,
    -- Attempts started so far, and how many of them were lost by the platform or by the user's fault.
    attempts integer not null default 0,
    infra_failures integer not null default 0,
    user_failures integer not null default 0,
    -- What its attempts that ended by the user's fault have cost so far.
    spent_micros bigint not null default 0,
    cancel_requested boolean not null default false,
    attempt_id uuid,
    node_id uuid references nodes (id),
    started_at timestamptz,
    lease_expires_at timestamptz,
    constraint queue_state_is_live check (state in ('awaiting_input', 'held', 'queued', 'running')),
    constraint queue_running_has_lease check (
        (state = 'running') = (attempt_id is not null and node_id is not null and lease_expires_at is not null)
    )
) with (
    fillfactor = 70,
    autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_threshold = 200,
    autovacuum_vacuum_cost_delay = 0
);

create index queue_next on queue (vtime, job_id) where state = 'queued';
create index queue_held on queue (batch_id, job_id) where state = 'held';
create index queue_held_alone on queue (account_id, job_id) where state = 'held' and batch_id is null;
create unique index queue_attempt on queue (attempt_id) where attempt_id is not null;
create index queue_leases on queue (lease_expires_at) where state = 'running';
create index queue_of_account on queue (account_id, job_id desc);
create index queue_waiting_for_blobs on queue (run_after) where state = 'awaiting_input';

-- Fair queueing's clocks: the platform's, and each account's last finish tag and used slots.
create table fair_clock (
    only_row boolean primary key default true check (only_row),
    vtime bigint not null
) with (fillfactor = 50);

insert into fair_clock (vtime) values (0);

create table account_queues (
    account_id uuid primary key references accounts (id),
    vtime bigint not null default 0,
    -- Jobs of the account that are queued or running.
    active integer not null default 0 check (active >= 0)
) with (fillfactor = 50);

create table attempts (
    id uuid primary key,
    job_id uuid not null references jobs (id),
    number integer not null,
    node_id uuid not null references nodes (id),
    started_at timestamptz not null default now(),
    finished_at timestamptz,
    reason text,
    exit_code smallint,
    constraint attempts_once_per_number unique (job_id, number)
);
