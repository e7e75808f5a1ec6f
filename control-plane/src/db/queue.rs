//! The queue: what becomes of live jobs between their submission and their end (`DESIGN.md` §4).
//!
//! Owns the moves of queue rows, the slots of batches and accounts, and the results. Does not own
//! leases ([`super::lease`]) nor what a job is.
//!
//! **Order of locks.** Every transaction takes its locks in this order, so no two can wait for each
//! other: node, queue rows by job id, `account_queues` rows by account id, `batches` rows. The slots
//! of a batch change only under the lock of its account. What is locked out of order is locked with
//! `skip locked`, which never waits: held jobs that are released, jobs that are claimed, the clock.

mod account;
mod enqueue;
#[cfg(test)]
mod tests;

pub use enqueue::{NewJob, enqueue};
