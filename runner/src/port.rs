//! Port: one attempt's line to the control plane, and the control plane's to the attempt.
//!
//! Owns the words between an attempt and the agent. What must survive a broken connection is asked
//! again on the next one by the attempt itself; nothing is kept here.

use std::time::Duration;

use rgrid_shared::{
    digest::Digest,
    id::AttemptId,
    spec::BlobRef,
    wire::{blobs::Upload, node::FromNode},
};
use tokio::{
    sync::{mpsc, watch},
    time::timeout,
};
use tokio_util::sync::CancellationToken;

use crate::connection::Line;

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

/// Where an attempt asks for upload URLs.
#[derive(Debug)]
pub(crate) struct Desk {
    attempt: AttemptId,
    line: Line,
    uploads: mpsc::Receiver<Vec<Upload>>,
}

/// Both ends for one attempt.
pub(crate) fn open(attempt: AttemptId, line: Line) -> (Handle, Port) {
    let (cancel, fenced) = (CancellationToken::new(), CancellationToken::new());
    let (stored, stored_here) = watch::channel(0);
    let (verdict, verdict_here) = mpsc::channel(ANSWERS);
    let (uploads, uploads_here) = mpsc::channel(ANSWERS);
    let handle = Handle {
        cancel: cancel.clone(),
        fenced: fenced.clone(),
        stored,
        verdict,
        uploads,
    };
    let ears = Ears {
        stored: stored_here,
        verdict: verdict_here,
    };
    let desk = Desk {
        attempt,
        line,
        uploads: uploads_here,
    };
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

impl Desk {
    /// Asks where to PUT these blobs until an answer comes; those that are stored are left out.
    pub(crate) async fn request_uploads(&mut self, blobs: Vec<BlobRef>) -> Vec<Upload> {
        let message = FromNode::RequestUploads {
            attempt: self.attempt,
            blobs,
        };
        loop {
            while self.uploads.try_recv().is_ok() {}
            let session = self.line.session().await;
            if session.tell(&message).await.is_err() {
                continue;
            }
            let answer = tokio::select! {
                answer = timeout(ANSWER_WITHIN, self.uploads.recv()) => answer,
                () = session.closed() => continue,
            };
            match answer {
                Ok(Some(missing)) => return missing,
                // The agent is gone, and with it whoever would answer.
                Ok(None) => std::future::pending().await,
                Err(_) => {}
            }
        }
    }
}
