//! Errors as users meet them: one code each, an HTTP status, an exit code, a message and a hint.
//!
//! Owns the list and the body. Each crate keeps its own error enums and turns them into these.

mod body;
mod code;
pub mod exit;
#[cfg(test)]
mod tests;

pub use body::{ApiError, ErrorBody};
pub use code::ErrorCode;
