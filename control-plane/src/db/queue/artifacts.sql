insert into artifacts (job_id, path, digest, size_bytes, executable)
select * from unnest($1::uuid[], $2::text[], $3::bytea[], $4::bigint[], $5::boolean[])
