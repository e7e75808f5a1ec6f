//! Summary: how a batch ended, what came home, and the receipt of it.

use std::path::PathBuf;

use rgrid_shared::{
    id::BatchId,
    job::JobState,
    wire::{batches::Batch, jobs::Job},
};

use crate::{
    exit::{Failure, Result},
    home::Got,
    receipt::{Item, Manifest, Output},
};

/// How a batch ended, and what came home.
#[derive(Debug)]
pub(super) struct Summary {
    pub(super) id: BatchId,
    pub(super) batch: Option<Batch>,
    /// The jobs that did not succeed.
    pub(super) unwell: Vec<Job>,
    pub(super) files: usize,
    pub(super) bytes: u64,
    /// How long all jobs took together, in milliseconds.
    pub(super) serial_ms: u64,
    /// The first failure to bring something home.
    pub(super) lost: Option<Failure>,
    /// Where the receipt is.
    pub(super) receipt: Option<PathBuf>,
    pub(super) root: PathBuf,
    pub(super) remote_only: bool,
    items: Vec<Item>,
}

impl Summary {
    pub(super) fn new(id: BatchId, root: PathBuf, remote_only: bool) -> Self {
        Self {
            id,
            batch: None,
            unwell: Vec::new(),
            files: 0,
            bytes: 0,
            serial_ms: 0,
            lost: None,
            receipt: None,
            root,
            remote_only,
            items: Vec::new(),
        }
    }

    /// Takes an item that ended, and what of it came home.
    pub(super) fn arrived(&mut self, job: &Job, got: Result<(Got, Vec<Output>)>) {
        let fetched = got.is_ok() && !self.remote_only;
        let outputs = match got {
            Ok((got, outputs)) => {
                self.files = self.files.saturating_add(got.files);
                self.bytes = self.bytes.saturating_add(got.bytes);
                outputs
            }
            Err(failure) => {
                self.lost.get_or_insert(failure);
                Vec::new()
            }
        };
        let took = job.duration_ms.unwrap_or(0);
        self.serial_ms = self.serial_ms.saturating_add(took);
        self.items.push(Item::new(job, outputs, fetched));
        if job.state != JobState::Succeeded {
            self.unwell.push(job.clone());
        }
    }

    /// Takes the counts at the end, and writes the receipt unless nothing is to come home.
    pub(super) fn end(&mut self, batch: Option<Batch>) {
        self.batch = batch;
        if self.remote_only {
            return;
        }
        let items = std::mem::take(&mut self.items);
        match Manifest::new(self.id, items).write(&self.root) {
            Ok(path) => self.receipt = Some(path),
            Err(failure) => {
                self.lost.get_or_insert(failure);
            }
        }
    }
}
