select pg_notify('rgrid_queue', '') is null as "sent!"
