//! The conversation over a real WebSocket with a scripted runner, on a real database.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "whatever else the control plane says is wrong there"
)]

mod blobs;
mod drain;
mod faults;
mod hello;
mod leases;
mod logs;
mod packages;
mod planes;
mod runner;
mod server;
mod work;
