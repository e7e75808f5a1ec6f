-- What attempts ran in whose ends this transaction has stored, and what the names of their images mean by that.
with t as (
    select r.job_id, j.image, t.image_digest, t.packages
    from unnest($1::uuid[], $2::text[], $3::bytea[]) as t (attempt_id, image_digest, packages)
    join attempts a on a.id = t.attempt_id
    join results r on r.job_id = a.job_id and r.attempt_id = a.id
    join jobs j on j.id = r.job_id
), meant as (
    insert into images (name, digest)
    select distinct on (t.image) t.image, t.image_digest
    from t
    where not exists (select from images i where i.name = t.image and i.digest = t.image_digest)
    order by t.image, t.job_id desc
    on conflict (name) do update set digest = excluded.digest, seen_at = now()
)
insert into environments (job_id, image_digest, packages)
select job_id, image_digest, packages from t
on conflict do nothing
