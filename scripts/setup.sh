#!/usr/bin/env bash
# setup.sh [test|demo|cover]…: installs what is missing on Debian or Ubuntu and starts Docker. Quick when all is there.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

for part in rust packages docker tools; do
  "$root/scripts/setup-$part.sh" "$@"
done
