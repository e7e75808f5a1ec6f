-- Results that later, identical jobs may have (docs/decisions/0013).

-- All that makes a job what it is, but for what its image's name means; nothing where its result is nobody else's.
alter table jobs add column reuse_key bytea;
-- The job whose result this one has: its outputs and its log are that one's.
alter table jobs add column reused_from uuid;

create index jobs_to_reuse on jobs (account_id, reuse_key, id desc) where reuse_key is not null;

-- What the attempt ran in whose result a job has.
create table environments (
    job_id uuid primary key,
    image_digest text not null,
    -- The set of packages, by its key.
    packages bytea check (length(packages) = 32)
);

-- What the names of images meant when a node ran one of them last.
create table images (
    name text primary key,
    digest text not null,
    seen_at timestamptz not null default now()
);

create or replace view job_views as
select
    j.account_id,
    j.id,
    j.batch_id,
    j.batch_index,
    j.name,
    j.retry_of,
    coalesce(r.state, q.state) as state,
    -- For filters: one side alone can be searched by index.
    q.state as live_state,
    r.state as final_state,
    r.reason,
    r.message,
    r.exit_code,
    j.spec,
    j.metadata,
    coalesce(r.attempts, q.attempts) as attempts,
    last_attempt.node_id,
    j.created_at,
    coalesce(r.started_at, q.started_at, last_attempt.started_at) as started_at,
    r.finished_at,
    r.duration_ms,
    coalesce(r.cost_micros, 0) as cost_micros,
    j.reused_from
from jobs j
left join queue q on q.job_id = j.id
left join results r on r.job_id = j.id
left join lateral (
    select a.node_id, a.started_at
    from attempts a
    where a.job_id = j.id
    order by a.number desc
    limit 1
) as last_attempt on true;
