-- Sets of packages that jobs have installed before they start, each once for an account.

create table package_sets (
    account_id uuid not null references accounts (id),
    -- Made by the node of all that makes a set what it is: image, installer, and the files that say what.
    key bytea not null check (length(key) = 32),
    -- Who installed it, or does. One that runs no more has given it up, and so has one that is
    -- at it for longer than installing may take.
    attempt_id uuid not null,
    -- The pack, once it is stored.
    digest bytea check (length(digest) = 32),
    size_bytes bigint check (size_bytes >= 0),
    claimed_at timestamptz not null default now(),
    constraint package_sets_pkey primary key (account_id, key),
    constraint package_sets_pack_is_whole check ((digest is null) = (size_bytes is null))
);
