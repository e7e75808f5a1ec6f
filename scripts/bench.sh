#!/usr/bin/env bash
# bench.sh [one|batch|logs]… [-- OPTIONS…]: one machine's jobs beside their peers; writes the sections of bench/README.md.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$root"

scripts/setup.sh demo
with_docker_group "$@"
scripts/images.sh python:3.11-slim-bookworm rgrid/base:1
release_binary
kinds=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  kinds+=("$1")
  shift
done
[ $# = 0 ] || shift
# Instances of their own, with as many slots as the peers get.
export RGRID_BIN=$rgrid RGRID_BENCH_WARM=$root/target/bench/warm RGRID_BENCH_COLD=$root/target/bench/cold
trap 'RGRID_HOME=$RGRID_BENCH_WARM "$rgrid" down; RGRID_HOME=$RGRID_BENCH_COLD "$rgrid" down' EXIT
RGRID_HOME=$RGRID_BENCH_WARM "$rgrid" up -d --slots 4 --port 7440
RGRID_HOME=$RGRID_BENCH_COLD "$rgrid" up -d --slots 4 --port 7444
for kind in "${kinds[@]:-one}"; do
  python3 "bench/$kind.py" "$@" | python3 bench/readme.py "$kind"
done
