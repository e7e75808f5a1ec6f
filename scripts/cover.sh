#!/usr/bin/env bash
# cover.sh [nextest arguments]: runs every test on instrumented binaries and prints the share of lines they reach.
# Fails below the floor. Only our own crates are instrumented, so the dependencies are those of any other build.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$root"

floor=${RGRID_COVERAGE_FLOOR:-95}
# What the share is not of: tests, the Rust library, dependencies.
skip='(/tests/|/tests\.rs$|^/rustc/|/\.cargo/registry/|/\.rustup/)'
profiles=$root/target/coverage

# llvm NAME: the newest of Debian's, or what RGRID_LLVM names (a folder).
llvm() {
  local found
  found=$(compgen -G "${RGRID_LLVM:-/usr/bin}/$1*" | grep -E "/$1(-(19|2[0-9]))?$" | sort -V | tail -n 1) || true
  [ -n "$found" ] || die "$1 is missing" "make setup"
  printf '%s\n' "$found"
}

export RUSTC_WORKSPACE_WRAPPER=$root/scripts/rustc-coverage.sh LLVM_PROFILE_FILE=$profiles/%p-%m.profraw
scripts/setup.sh cover
rm -rf "$profiles"
mkdir -p "$profiles"
chmod 1777 "$profiles" # programs that give up root write here too
make --no-print-directory test ARGS="${*@Q}"

say "adding up"
cargo build --locked --workspace --all-targets --message-format=json 2>/dev/null \
  | grep -o '"executable":"[^"]*"' | cut -d'"' -f4 | sed 's/^/--object=/' >"$profiles/objects"
find "$profiles" -name '*.profraw' >"$profiles/list"
"$(llvm llvm-profdata)" merge --sparse --failure-mode=all -f "$profiles/list" -o "$profiles/all.profdata"
find "$profiles" -name '*.profraw' -delete
report() { "$(llvm llvm-cov)" "$@" --instr-profile="$profiles/all.profdata" --ignore-filename-regex="$skip" @"$profiles/objects"; }
report report >"$profiles/report.txt"
covered=$(awk '$1 == "TOTAL" { printf "%.1f", int(1000 * ($8 - $9) / $8) / 10 }' "$profiles/report.txt")
sed "s|^$root/||" "$profiles/report.txt" | awk 'NF >= 10 && $10 + 0 < 80 && /\.rs/ { print "  below 80 %:", $1, $10 }'
echo "coverage: $covered % of lines (floor $floor %, by file in target/coverage/report.txt)"
awk -v covered="$covered" -v floor="$floor" 'BEGIN { exit !(covered + 0 >= floor) }' || die "coverage is below $floor %"
