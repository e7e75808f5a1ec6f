-- Only the pack that was found broken: another may have come meanwhile.
update package_sets set digest = null, size_bytes = null where account_id = $1 and key = $2 and digest = $3
