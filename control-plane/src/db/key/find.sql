select k.account_id, k.secret_hash, k.revoked_at, a.operator
from api_keys k
join accounts a on a.id = k.account_id
where k.id = $1
