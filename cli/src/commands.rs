//! The commands, a file each: their flags, and what they do.

pub mod cancel;
pub mod completions;
pub mod doctor;
#[cfg(feature = "local")]
pub mod down;
pub mod download;
pub mod failures;
pub mod help;
pub mod keys;
pub mod list;
pub mod logs;
pub mod nodes;
pub mod outputs;
pub mod retry;
pub mod run;
#[cfg(feature = "local")]
pub mod runner;
pub mod runtimes;
#[cfg(feature = "local")]
pub mod server;
pub mod status;
#[cfg(feature = "local")]
pub mod up;
