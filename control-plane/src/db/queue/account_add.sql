insert into account_queues (account_id) values ($1) on conflict do nothing
