//! Leases: a node takes attempts, and keeps them by saying so in time.
//!
//! Owns claims and renewals. What happens when a lease runs out is in [`super::finish`].

mod claim;
mod renew;
#[cfg(test)]
mod tests;

pub(crate) use claim::BEGIN;
pub use claim::{Claimed, Seeker, claim};
pub use renew::{Renewed, renew};

/// How long a lease lasts without renewal, in seconds of the database's clock.
pub const LEASE_S: u32 = 30;
