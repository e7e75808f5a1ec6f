select digest, size_bytes
from blobs
where account_id = $1 and digest = any($2)
