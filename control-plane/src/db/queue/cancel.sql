with asked as (
    update queue set cancel_requested = true where job_id = any($1) and state = 'running' returning node_id
)
select pg_notify('rgrid_node', node_id::text) is null as "sent!" from (select distinct node_id from asked) t
