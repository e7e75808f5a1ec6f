select j.id as job_id, a.path, a.digest, a.size_bytes, a.executable
from jobs j
cross join lateral (
    select path, digest, size_bytes, executable
    from artifacts
    where job_id = coalesce(j.reused_from, j.id)
    order by path collate "C"
    limit $3
) as a
where j.account_id = $1 and j.id = any($2)
order by j.id, a.path collate "C"
