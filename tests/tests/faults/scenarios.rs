//! Single faults, each planned to the moment, by their numbers in `docs/RELIABILITY.md`.
//!
//! The checker of the long runs looks through the history of each.

mod cancels;
mod clocks;
mod cuts;
mod database;
mod kills;
mod scene;
