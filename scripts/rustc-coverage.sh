#!/bin/sh
# rustc for cargo's RUSTC_WORKSPACE_WRAPPER: our own crates are compiled to count which lines run.
exec "$@" -C instrument-coverage
