#!/usr/bin/env bash
# sqlx.sh [--check]: writes control-plane/.sqlx from the queries and the migrations; with --check it only compares.
# The query macros do the work themselves while cargo checks the code against a real database.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$root"

if [ -z "${RGRID_IN_PG:-}" ]; then
  RGRID_IN_PG=1 exec scripts/pg.sh "$0" "$@"
fi
kept=control-plane/.sqlx
fresh=$root/target/sqlx
rm -rf "$fresh"
mkdir -p "$fresh" "$kept"
for file in control-plane/migrations/*.sql; do
  psql -q -v ON_ERROR_STOP=1 -1 -f "$file" "$DATABASE_URL" || die "$file does not apply"
done
touch control-plane/src/lib.rs
SQLX_OFFLINE=false SQLX_OFFLINE_DIR=$fresh cargo check --locked --workspace --all-targets || die "the queries do not fit the schema"
# What was made without a database must not be taken for it.
touch control-plane/src/lib.rs
if [ "${1:-}" != --check ]; then
  rm -rf "$kept"
  cp -r "$fresh" "$kept"
  say "$kept holds $(find "$kept" -name '*.json' | wc -l) queries"
elif ! diff -rq "$kept" "$fresh" >&2; then
  die "$kept is not what the queries and migrations make" "make sqlx"
fi
