//! What the control plane knows and how it behaves.

use std::collections::{HashMap, HashSet, VecDeque};

use axum::extract::ws::Message;
use rgrid_shared::{
    digest::Digest,
    id::{AttemptId, NodeId},
    wire::node::{Assignment, Condition, Finished, Hello},
};

/// What is known of an attempt.
#[derive(Debug, Clone, Default)]
pub(crate) struct Record {
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: Vec<u8>,
    pub(crate) pos: u64,
    pub(crate) repeats: usize,
    pub(crate) reports: Vec<Finished>,
    pub(crate) accepted: bool,
}

/// How the control plane behaves.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fault of its own")]
pub(crate) struct Inner {
    pub(crate) node: NodeId,
    pub(crate) base: String,
    pub(crate) waiting: VecDeque<Assignment>,
    pub(crate) records: HashMap<AttemptId, Record>,
    pub(crate) blobs: HashMap<Digest, Vec<u8>>,
    pub(crate) stored: HashSet<Digest>,
    pub(crate) sets: super::packages::Sets,
    pub(crate) hellos: Vec<Hello>,
    pub(crate) renewals: Vec<AttemptId>,
    pub(crate) beats: usize,
    pub(crate) condition: Condition,
    pub(crate) drains: usize,
    pub(crate) lease_s: u32,
    pub(crate) silent: bool,
    pub(crate) closed: bool,
    pub(crate) unknown: bool,
    pub(crate) deaf_to_logs: bool,
    pub(crate) failing_puts: usize,
    pub(crate) failing_gets: usize,
    pub(crate) stuck_puts: bool,
    pub(crate) puts: usize,
    pub(crate) forgetful: bool,
    pub(crate) deaf_to_drains: bool,
    pub(crate) deaf_to_uploads: usize,
    pub(crate) greetings: VecDeque<Option<Message>>,
    pub(crate) enrolments: usize,
}
