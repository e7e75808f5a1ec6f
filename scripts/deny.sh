#!/usr/bin/env bash
# deny.sh: licences, bans, sources and known vulnerabilities of every dependency, by the rules of deny.toml.
# The advisory database comes from the network. Where it cannot be had this says so and goes on, unless
# RGRID_ADVISORIES=required.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$root"

cargo deny --locked check --hide-inclusion-graph bans licenses sources || die "a dependency breaks deny.toml (see above)"
if said=$(timeout 120 cargo deny fetch db 2>&1); then
  cargo deny --locked check advisories || die "a dependency has a known vulnerability or was yanked (see above)"
  exit 0
fi
say "ADVISORIES NOT CHECKED: the RustSec database could not be fetched ($(printf '%s' "$said" | tail -n 1))"
[ "${RGRID_ADVISORIES:-}" != required ] || exit 1
