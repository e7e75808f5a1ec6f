//! What every attempt of this runner shares.

use std::sync::Arc;

use reqwest::Client;
use rgrid_shared::id::AttemptId;
use tokio::sync::mpsc;

use crate::{
    blobs::Blobs, connection::Line, engine::Engine, lease::Leases, referee::Referee, sets::Sets,
    state_dir::StateDir,
};

/// What every attempt of this runner shares.
pub(crate) struct Context {
    /// What it executes with.
    pub(crate) engine: Arc<dyn Engine>,
    /// The bytes of inputs.
    pub(crate) blobs: Arc<Blobs>,
    /// For outputs.
    pub(crate) client: Client,
    /// The packages that are here.
    pub(crate) sets: Arc<Sets>,
    /// Where the folders are.
    pub(crate) state: StateDir,
    /// What this node holds.
    pub(crate) leases: Arc<Leases>,
    /// Below so many free bytes no work is taken.
    pub(crate) disk_floor: u64,
    /// Who leaves when the disk is nearly full.
    pub(crate) referee: Arc<Referee>,
    /// The connection, whichever it is now.
    pub(crate) line: Line,
    /// What attempts tell the agent; a few notices each.
    pub(crate) notices: mpsc::UnboundedSender<Notice>,
}

/// What an attempt tells the agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notice {
    /// Its slot is free; only the report is left.
    Reporting(AttemptId),
    /// Nothing is left of it.
    Gone(AttemptId),
    /// The engine did not answer.
    EngineAway,
    /// An attempt failed by this node's fault.
    Failed,
    /// An attempt ran to an end of its own.
    Worked,
}

impl Context {
    /// Tells the agent; one that is gone needs no telling.
    pub(crate) fn notify(&self, notice: Notice) {
        let _ = self.notices.send(notice);
    }
}
