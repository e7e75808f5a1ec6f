select
    a.path as "path?",
    a.digest as "digest?",
    a.size_bytes as "size_bytes?",
    a.executable as "executable?"
from jobs j
left join artifacts a on a.job_id = coalesce(j.reused_from, j.id) and ($3::text is null or a.path collate "C" > $3)
where j.account_id = $1 and j.id = $2
order by a.path collate "C"
limit $4
