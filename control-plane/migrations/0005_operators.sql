-- Who runs this server: such an account may see its nodes and add some. The first account is one.

alter table accounts add column operator boolean not null default false;

update accounts set operator = true where id = (select id from accounts order by id limit 1);
