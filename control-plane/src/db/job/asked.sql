select
    j.spec as "spec: Json<JobSpec>",
    coalesce(
        (select jsonb_object_agg(s.name, s.value) from job_secrets s where s.job_id = j.id),
        '{}'
    ) as "secrets!: Json<BTreeMap<String, Secret>>"
from jobs j
where j.account_id = $1 and j.id = $2
