//! The queue: what becomes of live jobs between their submission and their end
//! (`docs/ARCHITECTURE.md`, "The queue").
//!
//! Owns the moves of queue rows, the slots of batches and accounts, and the results. Does not own
//! leases ([`super::lease`]) nor what a job is.
//!
//! **Order of locks.** Every transaction takes its locks in this order, so no two can wait for each
//! other: node, queue rows by job id, `account_queues` rows by account id, `batches` rows. The slots
//! of a batch change only under the lock of its account. What is locked out of order is locked with
//! `skip locked`, which never waits: held jobs that are released, jobs that are claimed, the clock.

mod account;
mod arrive;
mod batch;
mod cancel;
mod end;
mod enqueue;
mod live;
mod notify;
mod release;
mod repair;
mod rows;
mod settle;
#[cfg(test)]
mod tests;

pub use arrive::blobs_arrived;
pub use cancel::{Cancel, cancel_batch, cancel_job};
pub(crate) use end::{End, Used, end};
pub use enqueue::{NewJob, enqueue};
pub(crate) use live::{Live, lock, lock_attempts};
pub use release::release_of;
pub use repair::{accounts_with_room, arrived_unnoticed};
pub(crate) use settle::{Over, settle};
