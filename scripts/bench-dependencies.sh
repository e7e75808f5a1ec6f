#!/usr/bin/env bash
# bench-dependencies.sh: what installed packages cost the first job, a later one, and the first on another node.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$root"

scripts/setup.sh demo
with_docker_group "$@"
scripts/images.sh python:3.11-slim-bookworm
release_binary
RGRID_BIN=$rgrid python3 bench/dependencies.py "$@"
