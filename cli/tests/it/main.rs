//! The binary `rgrid` without a server, or with one that says what a test wants: its words, its sentences, its exit codes.

#![expect(clippy::arithmetic_side_effects, reason = "a test fails by panicking")]

#[cfg(test)]
mod addresses;
#[cfg(test)]
mod batches;
#[cfg(test)]
mod bring;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod credentials;
#[cfg(test)]
mod downloads;
#[cfg(test)]
mod endings;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod fake;
#[cfg(test)]
mod home;
#[cfg(test)]
mod interrupts;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod machine;
#[cfg(test)]
mod network;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod pipes;
#[cfg(test)]
mod plans;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod sayings;
#[cfg(test)]
mod scene;
#[cfg(test)]
mod terminal;
#[cfg(test)]
mod transfers;
#[cfg(test)]
mod unsent;
#[cfg(test)]
mod unstarted;
#[cfg(test)]
mod uploads;
#[cfg(test)]
mod waits;
#[cfg(test)]
mod wire;
