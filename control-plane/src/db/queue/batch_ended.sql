update batches b
set free_slots = b.free_slots + t.slots,
    succeeded = b.succeeded + t.succeeded,
    failed = b.failed + t.failed,
    cancelled = b.cancelled + t.cancelled,
    ended = b.ended + t.succeeded + t.failed + t.cancelled,
    cost_micros = b.cost_micros + t.cost_micros,
    finished_at = case when b.ended + t.succeeded + t.failed + t.cancelled = b.total then now() end
from unnest($1::uuid[], $2::integer[], $3::integer[], $4::integer[], $5::integer[], $6::bigint[])
    as t (id, slots, succeeded, failed, cancelled, cost_micros)
where b.id = t.id
returning b.id, b.ended - t.succeeded - t.failed - t.cancelled as "ended_before!"
