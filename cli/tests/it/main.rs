//! The binary `rgrid` without a server, or with one that says what a test wants: its words, its sentences, its exit codes.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod addresses;
mod again;
mod api;
mod attaching;
mod batches;
mod bring;
mod causes;
mod commands;
mod completing;
mod config;
mod contact;
mod costs;
mod credentials;
mod cut_off;
mod downloads;
mod endings;
mod ends;
mod errors;
mod escapes;
mod estimates;
mod failing;
mod fake;
mod home;
mod instance;
mod interrupts;
mod keys;
mod lists;
mod log_times;
mod machine;
mod narrowed;
mod network;
mod pages;
mod pipes;
mod plans;
mod planted;
mod profiles;
mod receipts;
mod refusals;
mod repeats;
mod runtimes;
mod sayings;
mod scene;
mod terminal;
mod transfers;
mod unsent;
mod unstarted;
mod uploads;
mod waits;
mod watching;
mod weight;
mod whys;
mod wire;
