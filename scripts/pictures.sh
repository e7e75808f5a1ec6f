#!/usr/bin/env bash
# pictures.sh: walks through `rgrid tui` on an instance of its own and writes a picture of each screen to docs/tui/.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$root"

scripts/setup.sh test
with_docker_group "$@"
scripts/images.sh python:3.11-slim-bookworm rgrid/base:1
release_binary

# Drawn by a library of its own, so that the tools of the build stay as few as they are.
drawing=$cache/pictures
if ! cmp -s scripts/pictures.txt "$drawing/installed.txt"; then
  say "installing what draws into $drawing"
  python3 -m venv "$drawing"
  "$drawing/bin/pip" -q install --disable-pip-version-check --only-binary=:all: --no-deps --require-hashes \
    -r scripts/pictures.txt || die "the library that draws could not be installed from PyPI" "check the network, then: make pictures"
  cp scripts/pictures.txt "$drawing/installed.txt"
fi

home=$(mktemp -d)
# Nothing of this machine stands in the pictures.
export RGRID_HOME=$home RGRID_BIN=$rgrid RGRID_RUNNER_NAME=atlas RGRID_FORCE=1
trap '"$rgrid" down && rm -rf "$home"' EXIT
"$rgrid" up -d --slots 3 --port 7470
"$drawing/bin/python" scripts/pictures.py docs/tui
