-- A row whose transaction the snapshot did not see is a change. Both ages are counted from the same moment, so their
-- difference is exact; what began long before the snapshot is left out by its time, as renewed leases are.
with before as materialized (
    select
        seen,
        pg_snapshot_xmin(seen)::text::bigint as oldest,
        age(pg_snapshot_xmin(seen)::xid) as oldest_age
    from (select $2::text::pg_snapshot as seen) as given
),

written as (
    select job_id, age(queue.xmin) as row_age
    from queue
    where account_id = $1 and (state <> 'running' or started_at > $3::timestamptz - interval '1 minute')
    union all
    select job_id, age(results.xmin) as row_age
    from results
    where account_id = $1 and finished_at > $3 - interval '1 minute'
)

select
    pg_current_snapshot()::text as "snapshot!",
    now() as "at!",
    (
        $3 < now() - interval '10 minutes' or $3 > now()
        or pg_snapshot_xmax((select seen from before)) > pg_snapshot_xmax(pg_current_snapshot())
    ) as "lost!",
    array(
        select distinct job_id
        from written, before
        where
            case
                when row_age > oldest_age then false
                else not pg_visible_in_snapshot((oldest + oldest_age - row_age)::text::xid8, seen)
            end
        order by job_id
    ) as "jobs!"
