insert into batches (id, account_id, parallel, total, free_slots) values ($1, $2, $3, $4, $3)
