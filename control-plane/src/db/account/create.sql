with account as (
    -- Whoever made the first account runs the server.
    insert into accounts (id, name, operator)
    select $1, $2, not exists (select from accounts)
    returning id
)
insert into account_queues (account_id)
select account.id from account
