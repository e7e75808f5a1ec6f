select id, name, operator from accounts where id = $1
