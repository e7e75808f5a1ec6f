//! The API from outside: one binary, a module per noun of `http/`.
#![cfg(test)]

mod account;
mod batches;
mod binary;
mod blobs;
mod crowd;
mod document;
mod events;
mod idempotency;
mod jobs;
mod keys;
mod limits;
mod matrix;
mod nodes;
mod server;
mod submissions;
mod support;
mod whole;
