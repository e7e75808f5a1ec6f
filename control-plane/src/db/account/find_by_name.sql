select id from accounts where name = $1 order by id limit 1
