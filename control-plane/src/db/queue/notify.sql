-- A message holds less than 8,000 bytes, so as many ids as fit go together.
select pg_notify(channel, string_agg(id::text, ',')) is null as "sent!"
from (
    select 'rgrid_job' as channel, id, (place - 1) / 200 as part
    from unnest($1::uuid[]) with ordinality as t (id, place)
    union all
    select 'rgrid_batch', id, (place - 1) / 200
    from unnest($2::uuid[]) with ordinality as t (id, place)
) parts
group by channel, part
