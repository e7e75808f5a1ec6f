select pg_notify('rgrid_job', id::text) is null as "sent!" from unnest($1::uuid[]) as t (id)
union all
select pg_notify('rgrid_batch', id::text) is null from unnest($2::uuid[]) as t (id)
