#!/usr/bin/env bash
# pg.sh COMMAND…: runs the command with DATABASE_URL naming an empty PostgreSQL that is gone afterwards.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1) || die "PostgreSQL is missing" "make setup"
home=$(mktemp -d /tmp/rgrid-pg.XXXXXX)
# PostgreSQL refuses to run as root.
as_pg() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; else "$@"; fi; }
[ "$(id -u)" != 0 ] || chown 65534:65534 "$home"
trap 'as_pg "$bin/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null 2>&1 || true; rm -rf "$home"' EXIT

cd "$home"
as_pg "$bin/initdb" -D data -U rgrid --auth=trust -E UTF8 --locale=C.UTF-8 --no-sync >"$home.log" 2>&1 \
  || die "initdb failed" "cat $home.log"
rm -f "$home.log"
as_pg "$bin/pg_ctl" -D data -w -l data/log -o "-c listen_addresses='' -c fsync=off -k $home" start >/dev/null \
  || die "PostgreSQL did not start"
cd - >/dev/null
PATH=$bin:$PATH DATABASE_URL="postgres://rgrid@localhost/postgres?host=$home" "$@"
