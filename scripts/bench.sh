#!/usr/bin/env bash
# bench.sh: prints figures for this machine, from one run of the release binary beside its peers.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$root"

scripts/setup.sh demo
with_docker_group "$@"
scripts/images.sh python:3.11-slim-bookworm
release_binary
# An instance of its own, with as many slots as the peers get.
export RGRID_HOME=$root/target/bench
"$rgrid" up -d --slots 4 --port 7440
trap '"$rgrid" down' EXIT
RGRID_BIN=$rgrid python3 bench/road.py "$@"
