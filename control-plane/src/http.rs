//! HTTP: a route per file, thin; what they share stands here.
//!
//! Handlers read the request, call `domain` and `db`, and shape the answer. They hold no SQL.

pub mod auth;
pub mod error;
pub mod extract;
pub(crate) mod fallback;
pub(crate) mod health;
pub(crate) mod openapi;
pub(crate) mod request;
