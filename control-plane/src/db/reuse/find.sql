-- The newest result by each key: a success, no longer than the job may take, all of whose files and packages are still
-- there, and of an image whose name has not come to mean another one since. Each key is looked up once, and only its
-- newest jobs are looked at: of a batch whose items are all alike, thousands may still wait.
select k.key as "key!", k.within_ms as "within_ms!", found.id as "id!"
from (select distinct t.key, t.within_ms from unnest($2::bytea[], $3::bigint[]) as t (key, within_ms)) as k
cross join lateral (
    select j.id
    from (
        select c.id, c.image
        from jobs c
        where c.account_id = $1 and c.reuse_key = k.key
        order by c.id desc
        limit 100
    ) as j
    join results r on r.job_id = j.id
    join environments e on e.job_id = j.id
    join images i on i.name = j.image and i.digest = e.image_digest
    where
        r.state = 'succeeded'
        and r.duration_ms <= k.within_ms
        and not exists (
            select from artifacts a
            where a.job_id = j.id
                and not exists (select from blobs b where b.account_id = $1 and b.digest = a.digest)
        )
        and (
            e.packages is null
            or exists (
                select from package_sets s
                where s.account_id = $1 and s.key = e.packages and s.digest is not null and s.claimed_at <= r.finished_at
            )
        )
    order by j.id desc
    limit 1
) as found
