//! Nothing lost, nothing twice: the whole system as processes of its own, under faults (R-C4, R-C5).
//!
//! A nemesis kills, stops, cuts and slows the parts; clients submit, follow and read all the while; a checker
//! that knows nothing of the product but its API looks for a broken promise in the history afterwards.
//! `RGRID_CHAOS_SECONDS` and `RGRID_CHAOS_SEED` make a longer or another run.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stderr,
    reason = "a test fails by panicking, and a run tells what it did"
)]

mod faults {
    mod bugs;
    mod checker;
    mod clients;
    mod grid;
    mod history;
    mod nemesis;
    mod plan;
    mod promise;
    mod proxy;
    mod scenarios;
    mod support;
    mod told;
    mod work;
}
