-- Pieces follow each other without a gap, and each holds at most 256 KiB, so the one that contains the cursor begins no
-- further before it. Of the first and the last only the bytes are read that are wanted.
select
    greatest(c.pos, $4::bigint) as "pos!",
    c.stream,
    substring(
        c.data
        from (greatest($4 - c.pos, 0) + 1)::integer
        for ($5::bigint - (greatest(c.pos, $4) - $4))::integer
    ) as "data!",
    c.stored_at
from jobs j
join log_chunks c on c.job_id = coalesce(j.reused_from, j.id)
where
    j.account_id = $1
    and j.id = $2
    and c.attempt_number = $3
    and c.pos > $4 - 262144
    and c.pos < least($4, 9223372036854775807 - $5) + $5
    and c.pos + length(c.data) > $4
order by c.pos
limit 256
