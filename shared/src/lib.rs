//! The words and the wire of RGrid.
//!
//! Owns ids, money, the `JobSpec`, job states, error codes, exit codes, the messages between client,
//! control plane and runner, and (feature `client`) the API client. Knows no database, no HTTP
//! server, no terminal and no container engine.

pub mod digest;
pub mod error;
pub mod id;
pub mod job;
pub mod limits;
pub mod money;
pub mod path;
pub mod runtime;
pub mod spec;
pub mod text;
pub mod wire;

#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "client")]
pub mod failures;
