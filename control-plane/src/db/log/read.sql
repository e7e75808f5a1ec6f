-- A piece holds at most 256 KiB, so the one that contains the cursor begins no further before it.
-- Lengths are read without the bytes; bytes only of the pieces that are wanted.
with head as materialized (
    select c.pos, length(c.data) as length_bytes
    from jobs j
    join log_chunks c on c.job_id = j.id
    where
        j.account_id = $1
        and j.id = $2
        and c.attempt_number = $3
        and c.pos > $4::bigint - 262144
        and c.pos + length(c.data) > $4
    order by c.pos
    limit 256
), sized as (
    select h.pos, sum(h.length_bytes) over (order by h.pos) - h.length_bytes as before_bytes
    from head h
)
select c.pos, c.stream, c.data
from sized s
join log_chunks c on c.job_id = $2 and c.attempt_number = $3 and c.pos = s.pos
where s.before_bytes < $5::bigint
order by c.pos
