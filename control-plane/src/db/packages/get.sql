select attempt_id, digest, size_bytes from package_sets where account_id = $1 and key = $2
