//! HTTP: a route per file, thin; what they share stands here.
//!
//! Handlers read the request, call `domain` and `db`, and shape the answer. They hold no SQL.

pub(crate) mod account;
pub mod auth;
pub mod error;
pub mod extract;
pub(crate) mod fallback;
pub(crate) mod health;
pub mod idempotency;
pub(crate) mod keys;
pub(crate) mod openapi;
pub(crate) mod request;
