-- Only the pack that was found broken, as another may have come meanwhile. Who found it installs the set again, and
-- may store the very same pack: what is not there whole does not count as stored.
with forgotten as (
    update package_sets
    set digest = null, size_bytes = null, attempt_id = $4, claimed_at = clock_timestamp()
    where account_id = $1 and key = $2 and digest = $3
    returning account_id
)
delete from blobs b using forgotten f where b.account_id = f.account_id and b.digest = $3
