//! Log bytes of attempts, while they are live and after.
//!
//! Owns appending, with its fence and its rule of offsets. A row holds one stream's consecutive bytes.

mod append;
mod plan;
#[cfg(test)]
mod tests;

pub use append::{Appended, append, stored};
