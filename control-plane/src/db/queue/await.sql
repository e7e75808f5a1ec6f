insert into awaited_blobs (account_id, digest, job_id)
select $1, digest, job_id from unnest($2::bytea[], $3::uuid[]) as t (digest, job_id)
on conflict do nothing
