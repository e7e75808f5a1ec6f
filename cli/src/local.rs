//! One machine: everything that `rgrid up` starts and `rgrid down` stops (R-O1).
//!
//! Owns the folder `~/.rgrid/local`, the one running instance of it, and the order in which database,
//! store, control plane and runner come and go. They are the same parts as on many machines.

mod daemon;
mod error;
mod failure;
mod instance;
mod layout;
mod secrets;
mod services;
#[cfg(test)]
mod tests;

pub use daemon::{start_detached, stop};
pub use error::LocalError;
pub use instance::{Instance, Status};
pub use layout::Layout;
pub use services::{DRAIN_S, Options, Services};
