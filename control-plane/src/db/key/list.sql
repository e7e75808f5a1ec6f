select id, name, created_at, revoked_at
from api_keys
where account_id = $1
order by id desc
