#!/usr/bin/env bash
# rustc for cargo's RUSTC_WORKSPACE_WRAPPER: our own crates are compiled to count which lines run.
# Not sh: dash drops variables such as CARGO_BIN_EXE_rgrid-runner, which rustc must see.
exec "$@" -C instrument-coverage
