select id, name from accounts where id = $1
