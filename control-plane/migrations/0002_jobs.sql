-- The cold side: what was asked for and what came of it. Rows here are written once.

create table blobs (
    account_id uuid not null references accounts (id),
    digest bytea not null check (length(digest) = 32),
    size_bytes bigint not null check (size_bytes >= 0),
    stored_at timestamptz not null default now(),
    constraint blobs_pkey primary key (account_id, digest)
);

create table batches (
    id uuid primary key,
    account_id uuid not null references accounts (id),
    parallel integer not null check (parallel > 0),
    total integer not null check (total > 0),
    -- Jobs that may still be released from `held` to `queued`.
    free_slots integer not null check (free_slots >= 0),
    -- Ended jobs so far; also the sequence number of the last one that ended.
    ended integer not null default 0,
    succeeded integer not null default 0,
    failed integer not null default 0,
    cancelled integer not null default 0,
    cost_micros bigint not null default 0,
    created_at timestamptz not null default now(),
    finished_at timestamptz,
    constraint batches_counts_add_up check (ended = succeeded + failed + cancelled and ended <= total)
);

create index batches_of_account on batches (account_id, id desc);
create index batches_unfinished on batches (account_id, id) where finished_at is null;

create table jobs (
    id uuid primary key,
    account_id uuid not null references accounts (id),
    batch_id uuid references batches (id),
    batch_index integer,
    name text,
    retry_of uuid references jobs (id),
    -- A JobSpec without the values of its secrets.
    spec jsonb not null,
    metadata jsonb not null,
    image text not null,
    created_at timestamptz not null default now(),
    constraint jobs_batch_index_goes_with_batch check ((batch_id is null) = (batch_index is null)),
    constraint jobs_once_per_batch_index unique (batch_id, batch_index)
);

create index jobs_of_account on jobs (account_id, id desc);
create index jobs_by_metadata on jobs using gin (metadata jsonb_path_ops);

-- Values of secrets, kept only until the job ends.
create table job_secrets (
    job_id uuid not null references jobs (id),
    name text not null,
    value text not null,
    constraint job_secrets_pkey primary key (job_id, name)
);

-- Blobs that a job still waits for.
create table awaited_blobs (
    account_id uuid not null,
    digest bytea not null,
    job_id uuid not null references jobs (id),
    constraint awaited_blobs_pkey primary key (account_id, digest, job_id)
);

create index awaited_blobs_of_job on awaited_blobs (job_id);

-- The one result of a job. The primary key makes a second one impossible; there is no update.
create table results (
    job_id uuid primary key references jobs (id),
    account_id uuid not null,
    batch_id uuid,
    -- The place in the order in which the jobs of the batch ended, from 1.
    batch_seq integer,
    state text not null,
    reason text,
    message text,
    exit_code smallint check (exit_code between 0 and 255),
    attempt_id uuid,
    attempts integer not null,
    started_at timestamptz,
    finished_at timestamptz not null default now(),
    duration_ms bigint,
    cpu_ms bigint,
    max_memory_bytes bigint,
    log_bytes bigint not null default 0,
    log_truncated boolean not null default false,
    cost_micros bigint not null default 0 check (cost_micros >= 0),
    constraint results_state_is_final check (state in ('succeeded', 'failed', 'timed_out', 'cancelled')),
    constraint results_success_has_no_reason check ((state = 'succeeded') = (reason is null)),
    constraint results_once_per_batch_seq unique (batch_id, batch_seq)
);

create index results_of_account on results (account_id, state, job_id desc);

create table artifacts (
    job_id uuid not null references results (job_id),
    path text not null,
    digest bytea not null check (length(digest) = 32),
    size_bytes bigint not null check (size_bytes >= 0),
    executable boolean not null,
    constraint artifacts_pkey primary key (job_id, path)
);

create table log_chunks (
    job_id uuid not null references jobs (id),
    attempt_number integer not null,
    -- Bytes of both streams before this chunk.
    pos bigint not null check (pos >= 0),
    stream smallint not null check (stream in (1, 2)),
    data bytea not null,
    constraint log_chunks_pkey primary key (job_id, attempt_number, pos)
);
