//! Hear: what an attempt would tell a control plane, and the answers it gets here.

use std::{collections::BTreeMap, fs::File, io, path::Path};

use rgrid_shared::wire::{
    artifacts::Artifact,
    blobs::SignedUrl,
    logs::LogFrame,
    node::{AboutPackages, Finished, FromNode, KnownPackages},
};
use tokio_tungstenite::tungstenite::Message;

use crate::{
    beneath::Root,
    port::{Handle, Verdict},
    state_dir::AttemptDir,
};

/// Who is told what comes of a job, as it comes.
pub trait Listener {
    /// What may go wrong with it; it ends the job.
    type Error;
    /// Output of the job, each byte once.
    ///
    /// # Errors
    /// When there is nowhere to put it.
    fn log(&mut self, frame: &LogFrame) -> Result<(), Self::Error>;
    /// A file that it left, after the last of its output.
    ///
    /// # Errors
    /// When there is nowhere to put it.
    fn output(&mut self, artifact: &Artifact, bytes: File) -> Result<(), Self::Error>;
    /// What a fault of this machine is to whoever listens.
    fn failed(error: io::Error) -> Self::Error;
}

/// One attempt, heard.
pub(super) struct Hearing<'l, L: Listener> {
    handle: Handle,
    dir: AttemptDir,
    listener: &'l mut L,
    heard: u64,
    end: Option<Result<Finished, L::Error>>,
}

impl<'l, L: Listener> Hearing<'l, L> {
    pub(super) fn new(handle: Handle, dir: AttemptDir, listener: &'l mut L) -> Self {
        Self {
            handle,
            dir,
            listener,
            heard: 0,
            end: None,
        }
    }

    /// Has it end as a cancelled one.
    pub(super) fn cancel(&self) {
        self.handle.cancel.cancel();
    }

    /// Takes what it says; answers that do not fit are asked for again.
    pub(super) async fn hear(&mut self, said: Message) {
        match said {
            Message::Binary(bytes) => self.log(bytes),
            Message::Text(text) => {
                if let Ok(said) = serde_json::from_str(&text) {
                    self.answer(said).await;
                }
            }
            Message::Ping(_) | Message::Pong(_) | Message::Close(_) | Message::Frame(_) => {}
        }
    }

    fn log(&mut self, bytes: bytes::Bytes) {
        let frame = LogFrame::decode(bytes).filter(|frame| frame.pos == self.heard);
        if let Some(frame) = frame {
            self.heard = frame.pos.saturating_add(frame.data.len() as u64);
            let logged = self.listener.log(&frame);
            self.unless(logged);
        }
        self.handle.stored.send_replace(self.heard);
    }

    async fn answer(&mut self, said: FromNode) {
        match said {
            // Nothing is missing, so nothing is uploaded.
            FromNode::RequestUploads { .. } => {
                let _ = self.handle.uploads.send(Vec::new()).await;
            }
            FromNode::Packages { about, .. } => {
                let known = match about {
                    AboutPackages::Installed(pack) => KnownPackages::Stored {
                        pack,
                        get: nowhere(),
                    },
                    AboutPackages::Nothing | AboutPackages::Broken(_) => KnownPackages::Install,
                };
                let _ = self.handle.packages.send(known).await;
            }
            FromNode::Finished(report) => {
                let brought = self.bring(&report.artifacts);
                self.unless(brought);
                self.end.get_or_insert(Ok(*report));
                let _ = self.handle.verdict.send(Verdict::Accepted).await;
            }
            FromNode::Hello(_)
            | FromNode::Credit { .. }
            | FromNode::Renew { .. }
            | FromNode::Drain => {}
        }
    }

    fn bring(&mut self, artifacts: &[Artifact]) -> Result<(), L::Error> {
        if artifacts.is_empty() {
            return Ok(());
        }
        let root = Root::open(&self.dir.work()).map_err(L::failed)?;
        for artifact in artifacts {
            let file = root.file(Path::new(artifact.path.as_str()));
            self.listener.output(artifact, file.map_err(L::failed)?)?;
        }
        Ok(())
    }

    /// A listener that fails ends the job, of which nothing is left then.
    fn unless(&mut self, done: Result<(), L::Error>) {
        if let Err(error) = done {
            self.end.get_or_insert(Err(error));
            self.handle.fenced.cancel();
        }
    }

    /// How it ended.
    pub(super) fn end(self) -> Result<Finished, L::Error> {
        let nothing = || Err(L::failed(io::Error::other("the job has left no report")));
        self.end.unwrap_or_else(nothing)
    }
}

/// An address for what is never fetched.
pub(super) fn nowhere() -> SignedUrl {
    SignedUrl {
        url: String::new(),
        headers: BTreeMap::new(),
    }
}
