with account as (
    insert into accounts (id, name) values ($1, $2)
    returning id
)
insert into account_queues (account_id)
select account.id from account
