#!/usr/bin/env bash
# bench.sh: prints figures for this machine, from one run of the release binary beside its peers.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$root"

scripts/setup.sh demo
with_docker_group "$@"
scripts/images.sh python:3.11-slim-bookworm
release_binary
"$rgrid" up -d
RGRID_BIN=$rgrid exec python3 bench/road.py "$@"
