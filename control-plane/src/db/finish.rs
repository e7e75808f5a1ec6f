//! Attempts end: reported by their node, or lost with it.
//!
//! Owns who may end an attempt and what it cost. The rule is in [`crate::domain::retry`], the rows in
//! [`super::queue`].

mod lost;
mod missing;
mod report;
#[cfg(test)]
mod tests;

pub use lost::{expire_inputs, give_up_leases};
pub use missing::give_up_missing;
pub(crate) use report::is_stored;
pub use report::{Verdict, finish};
