#!/usr/bin/env bash
# chaos.sh: lets everything break for SECONDS (600), as SEED (1) has it, and looks whether the promise was kept.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$root"

export RGRID_CHAOS_SECONDS=${SECONDS_OF_CHAOS:-600} RGRID_CHAOS_SEED=${SEED:-1}
exec scripts/test.sh --profile chaos --no-capture -E 'test(nothing_is_lost_and_nothing_counts_twice)'
