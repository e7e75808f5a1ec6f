//! The runner against a scripted control plane over real sockets, on scripted and real sandboxes.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail as tests do"
)]

#[macro_use]
mod support;

mod abuse;
mod engines;
mod scripted;
mod settings;
