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
say "testing"
bed=(target/debug/testbed --)
[ -x target/debug/testbed ] || bed=()
exec "${bed[@]}" cargo nextest run --locked --workspace "$@"
