select account_id from account_queues where account_id = any($1) order by account_id for update
