select a.job_id, a.path, a.digest, a.size_bytes, a.executable
from artifacts a
join jobs j on j.id = a.job_id
where j.account_id = $1 and j.id = any($2)
order by a.job_id, a.path collate "C"
