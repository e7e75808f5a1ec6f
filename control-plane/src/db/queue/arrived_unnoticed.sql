select distinct a.account_id, a.digest
from awaited_blobs a
join blobs b on b.account_id = a.account_id and b.digest = a.digest
