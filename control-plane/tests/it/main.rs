//! The API from outside: one binary, a module per noun of `http/`.
#![cfg(test)]

mod account;
mod idempotency;
mod keys;
mod server;
mod support;
