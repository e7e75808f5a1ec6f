-- The length of a stored value is read without its bytes.
select coalesce((
    select pos + length(data) from log_chunks where job_id = $1 and attempt_number = $2 order by pos desc limit 1
), 0) as "end!"
