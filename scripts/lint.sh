#!/usr/bin/env bash
# lint.sh: everything that reads the code without running it. Goes through all of it, then fails if one failed.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$root"

failed=()
check() {
  say "$1"
  local name=$1
  shift
  "$@" || failed+=("$name")
}

scripts/setup.sh
check formatting cargo fmt --all --check
check clippy cargo clippy --quiet --locked --workspace --all-targets -- -D warnings
check dependencies scripts/deny.sh
! have shellcheck || check shell shellcheck -x -P SCRIPTDIR scripts/*.sh deploy/images/*.sh .ci/run
[ ${#failed[@]} = 0 ] || die "failed: ${failed[*]}"
