-- What attempts ran in whose ends this transaction has stored, and what the names of their images mean by that: the
-- attempt that began last says it, whenever its end is told.
with t as (
    select r.job_id, j.image, t.image_digest, t.packages, a.started_at
    from unnest($1::uuid[], $2::text[], $3::bytea[], $4::uuid[]) as t (attempt_id, image_digest, packages, node_id)
    join attempts a on a.id = t.attempt_id and a.node_id = t.node_id
    join results r on r.job_id = a.job_id and r.attempt_id = a.id
    join jobs j on j.id = r.job_id
), newest as (
    select distinct on (image) image, image_digest, started_at from t order by image, started_at desc
), meant as (
    insert into images as i (name, digest, seen_at)
    select n.image, n.image_digest, n.started_at
    from newest n
    where not exists (select from images i where i.name = n.image and i.digest = n.image_digest)
    order by n.image
    on conflict (name) do update set digest = excluded.digest, seen_at = excluded.seen_at
    where i.seen_at < excluded.seen_at
)
insert into environments (job_id, image_digest, packages)
select job_id, image_digest, packages from t
on conflict do nothing
