//! The control plane of `RGrid`: the only owner of PostgreSQL, S3 credentials and money.
//!
//! `serve` starts all of it inside the calling process. Routes are in `router`, one file each below
//! `http`; `db` holds the queries; background work is in `loops`.

#![cfg_attr(
    test,
    expect(
        clippy::arithmetic_side_effects,
        reason = "a test that overflows fails, as it should"
    )
)]

pub mod app;
pub mod auth;
pub mod blob;
mod bootstrap;
pub mod config;
pub mod db;
pub mod domain;
pub mod http;
pub mod loops;
pub mod node_session;
pub mod pg;
pub mod router;
mod serve;
pub mod store;
pub mod telemetry;
pub mod together;
pub mod wake;

pub use bootstrap::{bootstrap, enrol_token, knows_node};
pub use config::Config;
pub use serve::{Running, ServeError, run, serve};
