select free_slots from batches where id = $1
