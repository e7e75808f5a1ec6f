//! Desk: where an attempt asks the control plane, again and again until an answer comes.

use rgrid_shared::{
    digest::Digest,
    id::AttemptId,
    spec::BlobRef,
    wire::{
        blobs::Upload,
        node::{AboutPackages, FromNode, KnownPackages},
    },
};
use tokio::{sync::mpsc, time::timeout};

use super::ANSWER_WITHIN;
use crate::connection::Line;

/// Where an attempt asks.
#[derive(Debug)]
pub(crate) struct Desk {
    attempt: AttemptId,
    line: Line,
    uploads: mpsc::Receiver<Vec<Upload>>,
    packages: mpsc::Receiver<KnownPackages>,
}

impl Desk {
    /// One for an attempt, with where its answers come.
    pub(super) fn new(
        (attempt, line): (AttemptId, Line),
        uploads: mpsc::Receiver<Vec<Upload>>,
        packages: mpsc::Receiver<KnownPackages>,
    ) -> Self {
        Self {
            attempt,
            line,
            uploads,
            packages,
        }
    }

    /// Asks where to PUT these blobs until an answer comes; those that are stored are left out.
    pub(crate) async fn request_uploads(&mut self, blobs: Vec<BlobRef>) -> Vec<Upload> {
        let message = FromNode::RequestUploads {
            attempt: self.attempt,
            blobs,
        };
        ask(&self.line, &message, &mut self.uploads).await
    }

    /// Tells about a set of packages, and asks what is known of it until an answer comes.
    pub(crate) async fn packages(&mut self, key: Digest, about: AboutPackages) -> KnownPackages {
        let message = FromNode::Packages {
            attempt: self.attempt,
            key,
            about,
        };
        ask(&self.line, &message, &mut self.packages).await
    }
}

/// Asks until an answer comes.
async fn ask<T>(line: &Line, message: &FromNode, answers: &mut mpsc::Receiver<T>) -> T {
    loop {
        while answers.try_recv().is_ok() {}
        let session = line.session().await;
        if session.tell(message).await.is_err() {
            continue;
        }
        let answer = tokio::select! {
            answer = timeout(ANSWER_WITHIN, answers.recv()) => answer,
            () = session.closed() => continue,
        };
        match answer {
            Ok(Some(answer)) => return answer,
            // The agent is gone, and with it whoever would answer.
            Ok(None) => std::future::pending().await,
            Err(_) => {}
        }
    }
}
