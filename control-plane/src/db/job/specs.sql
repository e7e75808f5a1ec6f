select id, spec as "spec: Json<JobSpec>" from jobs where account_id = $1 and id = any($2)
