-- In the order of the digests: two transactions that store the same blobs cannot wait for each other.
insert into blobs (account_id, digest, size_bytes)
select $1, digest, size_bytes
from unnest($2::bytea[], $3::bigint[]) as t (digest, size_bytes)
order by digest
on conflict do nothing
