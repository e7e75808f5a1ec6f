-- Who pays, and the keys that speak for them.

create table accounts (
    id uuid primary key,
    name text not null,
    -- How many of its jobs may run at the same time.
    max_running integer not null default 1000 check (max_running > 0),
    -- Its weight in fair queueing; twice the weight, twice the share.
    weight integer not null default 1 check (weight > 0),
    created_at timestamptz not null default now()
);

create table api_keys (
    id uuid primary key,
    account_id uuid not null references accounts (id),
    name text not null,
    -- bcrypt of the secret part; the key itself is shown once and not kept.
    secret_hash text not null,
    created_at timestamptz not null default now(),
    revoked_at timestamptz
);

create index api_keys_of_account on api_keys (account_id, id desc);

-- Answers to requests that carried an Idempotency-Key, so that a repeat gets the same answer.
create table idempotency_keys (
    account_id uuid not null references accounts (id),
    key text not null,
    -- Method, path and body, hashed: another request under the same key is a conflict.
    request_hash bytea not null,
    -- Null while the first request is being answered.
    status smallint,
    body bytea,
    created_at timestamptz not null default now(),
    constraint idempotency_keys_pkey primary key (account_id, key)
);

create index idempotency_keys_by_age on idempotency_keys (created_at);

-- What a vCPU-second and a GiB-second cost, from when on.
create table rates (
    from_at timestamptz primary key,
    -- Where the numbers come from, for people.
    source text not null,
    vcpu_second_nanos bigint not null check (vcpu_second_nanos >= 0),
    gib_second_nanos bigint not null check (gib_second_nanos >= 0)
);

-- The cheapest Hetzner class of 2026 (cx23: 2 vCPU, 4 GiB, 0.0056 EUR an hour net), split evenly
-- between processors and memory. Nanos are thousandths of a micro.
insert into rates (from_at, source, vcpu_second_nanos, gib_second_nanos)
values ('2026-01-01T00:00:00Z', 'hetzner cx23, 5600 micros an hour', 389, 195);
