#!/usr/bin/env bash
# bench-load.sh: prints what a backlog and crowds of connections cost, on a database and a store of their own.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$root"

scripts/setup.sh test
release_binary
say "building the scripted runner and the test bed"
cargo build --locked --workspace --bins
export RGRID_BIN=$rgrid RGRID_WEED=${RGRID_WEED:-$(command -v weed)}
# A thousand connections are open at both ends.
ulimit -n "$(ulimit -Hn)"
exec target/debug/testbed -- python3 bench/load.py "$@"
