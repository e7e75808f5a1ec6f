//! Attempts end: reported by their node, or lost with it.
//!
//! Owns who may end an attempt and what it cost. The rule is in [`crate::domain::retry`], the rows in
//! [`super::queue`].

mod lost;
mod report;
#[cfg(test)]
mod tests;

pub use lost::{expire_inputs, give_up_leases, give_up_others};
pub(crate) use report::is_stored;
pub use report::{Verdict, finish};
