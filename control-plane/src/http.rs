//! HTTP: a route per file, thin; what they share stands here.
//!
//! Handlers read the request, call `domain` and `db`, and shape the answer. They hold no SQL.

pub(crate) mod account;
pub(crate) mod artifacts;
pub mod auth;
pub(crate) mod batches;
pub(crate) mod blobs;
pub mod error;
pub(crate) mod events;
pub mod extract;
pub(crate) mod fallback;
pub(crate) mod follow;
pub(crate) mod health;
pub mod idempotency;
pub(crate) mod jobs;
pub(crate) mod keys;
pub(crate) mod logs;
pub(crate) mod nodes;
pub(crate) mod openapi;
pub(crate) mod request;
pub(crate) mod submissions;
pub(crate) mod submit;
