insert into jobs (id, account_id, batch_id, batch_index, name, retry_of, spec, metadata, image)
select id, $1, $2, batch_index, name, retry_of, spec::jsonb, metadata::jsonb, image
from unnest($3::uuid[], $4::integer[], $5::text[], $6::uuid[], $7::text[], $8::text[], $9::text[])
    as t (id, batch_index, name, retry_of, spec, metadata, image)
