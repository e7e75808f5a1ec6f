//! Port: one attempt's line to the control plane, and the control plane's to the attempt.
//!
//! Owns the words between an attempt and the agent. What must survive a broken connection is asked
//! again on the next one by the attempt itself; nothing is kept here.

mod desk;

use std::time::Duration;

use rgrid_shared::{
    digest::Digest,
    id::AttemptId,
    wire::{blobs::Upload, node::KnownPackages},
};
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

use crate::connection::Line;
pub(crate) use desk::Desk;

/// How long an answer may take before the question is asked again.
pub(crate) const ANSWER_WITHIN: Duration = Duration::from_secs(10);
/// Answers that may wait; more than are ever asked for.
const ANSWERS: usize = 64;

/// The agent's end.
#[derive(Debug)]
pub(crate) struct Handle {
    /// Set when somebody cancelled the job.
    pub(crate) cancel: CancellationToken,
    /// Set when the attempt is no longer this node's.
    pub(crate) fenced: CancellationToken,
    /// Log bytes that are stored.
    pub(crate) stored: watch::Sender<u64>,
    /// The end of the attempt is stored, or lacks blobs.
    pub(crate) verdict: mpsc::Sender<Verdict>,
    /// Where to PUT outputs.
    pub(crate) uploads: mpsc::Sender<Vec<Upload>>,
    /// What is known of the set of packages that was asked for.
    pub(crate) packages: mpsc::Sender<KnownPackages>,
}

/// The answer to the report of an end.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// It is stored.
    Accepted,
    /// These blobs must come first.
    Missing(Vec<Digest>),
}

/// The attempt's end.
#[derive(Debug)]
pub(crate) struct Port {
    /// Set when somebody cancelled the job.
    pub(crate) cancel: CancellationToken,
    /// Set when the attempt is no longer this node's.
    pub(crate) fenced: CancellationToken,
    /// What the one who reports hears.
    pub(crate) ears: Ears,
    /// For questions.
    pub(crate) desk: Desk,
}

/// What comes back on logs and reports.
#[derive(Debug)]
pub(crate) struct Ears {
    /// Log bytes that are stored.
    pub(crate) stored: watch::Receiver<u64>,
    /// The end of the attempt is stored, or lacks blobs.
    pub(crate) verdict: mpsc::Receiver<Verdict>,
}

/// Both ends for one attempt.
pub(crate) fn open(attempt: AttemptId, line: Line) -> (Handle, Port) {
    let (cancel, fenced) = (CancellationToken::new(), CancellationToken::new());
    let (stored, stored_here) = watch::channel(0);
    let (verdict, verdict_here) = mpsc::channel(ANSWERS);
    let (uploads, uploads_here) = mpsc::channel(ANSWERS);
    let (packages, packages_here) = mpsc::channel(ANSWERS);
    let handle = Handle {
        cancel: cancel.clone(),
        fenced: fenced.clone(),
        stored,
        verdict,
        uploads,
        packages,
    };
    let ears = Ears {
        stored: stored_here,
        verdict: verdict_here,
    };
    let desk = Desk::new((attempt, line), uploads_here, packages_here);
    (
        handle,
        Port {
            cancel,
            fenced,
            ears,
            desk,
        },
    )
}
