#!/usr/bin/env bash
# bench-jobs.sh [jobs|scale|idle|tui|cli] OPTIONS…: the queue beside its peers (jobs) or as it grows (scale), the memory of parts that
# wait (idle), the dashboard (tui), or the command line (cli), on a durable database of its own; writes the section of bench/README.md.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$root"

kind=${1:-jobs}
[ $# = 0 ] || shift
scripts/setup.sh test
say "building the release binaries (minutes the first time)"
cargo build --release --locked --workspace --bin rgrid --bin scripted-runner --bin testbed

# What others made comes from their registries, once.
peers=$root/target/bench-peers
if [ "$kind" = jobs ] && ! cmp -s bench/peers/package.json "$peers/package.json"; then
  have npm || apt_install nodejs npm
  say "installing the peers"
  mkdir -p "$peers"
  python3 -m venv "$peers/python"
  "$peers/python/bin/pip" -q install --disable-pip-version-check -r bench/peers/requirements.txt
  cp bench/peers/package.json "$peers/package.json"
  npm install --silent --no-audit --no-fund --prefix "$peers" >/dev/null
fi
export RGRID_BENCH_PEERS=$peers RGRID_BIN=$root/target/release/rgrid
export RGRID_SCRIPTED_RUNNER=$root/target/release/scripted-runner RGRID_WEED=${RGRID_WEED:-$(command -v weed)}
# Hundreds of runners are connected at the same time.
ulimit -n "$(ulimit -Hn)"
target/release/testbed --durable -- python3 "bench/$kind.py" "$@" | python3 bench/readme.py "$kind"
