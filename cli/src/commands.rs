//! The commands, a file each: their flags, and what they do.

pub mod cancel;
pub mod completions;
pub mod doctor;
pub mod download;
pub mod help;
pub mod keys;
pub mod list;
pub mod logs;
pub mod outputs;
pub mod retry;
pub mod run;
pub mod status;
