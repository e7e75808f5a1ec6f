//! Nodes: how a machine becomes one, proves who it is, says hello and drains.
//!
//! Owns the tokens, of which only the SHA-256 is kept: 256 random bits need no slow hash. Does not own
//! the leases of a node.

mod enrol;
mod list;
mod session;
#[cfg(test)]
mod tests;
mod token;

pub use enrol::{ENROL_TOKEN_LIFE_S, authenticate, enrol, make_enrol_token, purge_enrol_tokens};
pub(crate) use list::AWAY_AFTER_S;
pub use list::list;
pub use session::{condition, drain, hello};
