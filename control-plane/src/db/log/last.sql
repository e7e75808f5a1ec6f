-- The same of a job that may have another's log.
select coalesce((
    select c.pos + length(c.data)
    from jobs j
    join log_chunks c on c.job_id = coalesce(j.reused_from, j.id)
    where j.id = $1 and c.attempt_number = $2
    order by c.pos desc
    limit 1
), 0) as "end!"
