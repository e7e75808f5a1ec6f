//! The runner against a scripted control plane over real sockets, on scripted and real sandboxes.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail as tests do"
)]

mod abuse;
mod docker;
mod scripted;
mod settings;
mod support;
