//! Real sandboxes: each scenario on every engine, with the same results.

mod choice;
mod ends;
mod faults;
mod hardening;
mod large;
pub(crate) mod network;
mod outputs;
mod packages;
mod pulls;
mod restart;
mod stops;
mod streams;
mod warm;
