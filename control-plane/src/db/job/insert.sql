insert into jobs (
    id, account_id, batch_id, batch_index, name, retry_of, spec, metadata, image, reuse_key, reused_from
)
select id, $1, $2, batch_index, name, retry_of, spec::jsonb, metadata::jsonb, image, reuse_key, reused_from
from unnest(
    $3::uuid[], $4::integer[], $5::text[], $6::uuid[], $7::text[], $8::text[], $9::text[], $10::bytea[], $11::uuid[]
) as t (id, batch_index, name, retry_of, spec, metadata, image, reuse_key, reused_from)
