#!/usr/bin/env bash
# setup-rust.sh: makes sure of cargo. The toolchain itself is named in rust-toolchain.toml and fetched by rustup.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

have cargo || die "cargo is missing" \
  "curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y && . \"\$HOME/.cargo/env\""
