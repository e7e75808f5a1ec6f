#!/usr/bin/env bash
# bench.sh: prints the table of bench/README.md for this machine, from one run of the release binary beside its peers.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$root"

scripts/setup.sh demo
with_docker_group "$@"
scripts/images.sh python:3.11-slim-bookworm
say "building the release binary (minutes the first time)"
cargo build --release --locked -p rgrid --bin rgrid
export RGRID_BIN=$root/target/release/rgrid
"$RGRID_BIN" up -d
exec python3 bench/road.py "$@"
