-- Waits for the transaction that has the same key, if there is one, and then inserts or finds it taken.
insert into idempotency_keys (account_id, key, request_hash)
values ($1, $2, $3)
on conflict do nothing
