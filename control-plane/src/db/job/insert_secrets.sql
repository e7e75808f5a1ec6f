insert into job_secrets (job_id, name, value)
select job_id, name, value
from unnest($1::uuid[], $2::text[], $3::text[]) as t (job_id, name, value)
