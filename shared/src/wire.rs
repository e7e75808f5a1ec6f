//! The messages between client, control plane and runner: plain data, no behaviour but encoding.

pub mod artifacts;
pub mod attempts;
pub mod batches;
pub mod blobs;
pub mod events;
pub mod follow;
pub mod jobs;
pub mod keys;
pub mod logs;
pub mod node;
pub mod nodes;
pub mod submit;
pub mod waiting;

#[cfg(test)]
mod tests;
