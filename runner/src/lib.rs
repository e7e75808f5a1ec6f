//! The program on an `RGrid` node: takes attempts, runs them in sandboxes, brings the results home.
//!
//! Owns the node's side of the conversation (`rgrid_shared::wire::node`), the working directories and
//! the sandboxes. Holds no database and no storage credentials: everything comes and goes by signed
//! URLs made for one attempt.

pub mod alone;
pub mod engine;

mod agent;
mod attempt;
mod backoff;
mod beneath;
mod blobs;
mod config;
mod connection;
mod context;
mod courier;
mod enrol;
mod error;
mod hidden;
mod http;
mod lease;
mod logs;
mod machine;
mod owner;
mod port;
mod referee;
mod remove;
mod run;
mod sets;
mod spool;
mod stage_in;
mod stage_out;
mod stamp;
mod state_dir;
#[cfg(test)]
mod testing;
mod walk;

pub use config::Config;
pub use error::RunnerError;
pub use run::{run, run_with};
