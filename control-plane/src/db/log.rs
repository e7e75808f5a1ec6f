//! Log bytes of attempts, while they are live and after.
//!
//! Owns appending, with its fence and its rule of offsets, and reading on from a position. A row holds one stream's consecutive bytes.

mod append;
mod plan;
mod read;
mod tail;
#[cfg(test)]
mod tests;

pub use append::{Appended, append, stored};
pub use read::{Piece, Progress, progress, read};
pub use tail::tail;
