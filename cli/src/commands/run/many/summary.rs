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
#[derive(Debug, Default)]
pub(super) struct Summary {
    /// Nothing when nothing was submitted.
    pub(super) id: Option<BatchId>,
    pub(super) batch: Option<Batch>,
    /// The jobs that did not succeed.
    pub(super) unwell: Vec<Job>,
    /// How many items had succeeded before.
    pub(super) reused: usize,
    /// How many of the batch's own have the result of an identical job.
    pub(super) taken: usize,
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
    pub(super) fn new(root: PathBuf, remote_only: bool) -> Self {
        Self {
            root,
            remote_only,
            ..Self::default()
        }
    }

    /// Takes an item of the batch that ended, and what of it came home.
    pub(super) fn arrived(
        &mut self,
        place: Option<usize>,
        job: &Job,
        got: Result<(Got, Vec<Output>)>,
    ) {
        let took = job.duration_ms.unwrap_or(0);
        self.serial_ms = self.serial_ms.saturating_add(took);
        let item = self.item(place, job, got);
        self.taken = self
            .taken
            .saturating_add(usize::from(job.reused_from.is_some()));
        self.items.push(item);
        if job.state != JobState::Succeeded {
            self.unwell.push(job.clone());
        }
    }

    /// Takes an item that succeeded before and whose files were fetched once more.
    pub(super) fn fetched_again(
        &mut self,
        place: Option<usize>,
        job: &Job,
        got: Result<(Got, Vec<Output>)>,
    ) {
        let item = self.item(place, job, got);
        self.reused(item);
    }

    /// Takes an item that succeeded before.
    pub(super) fn reused(&mut self, item: Item) {
        self.reused = self.reused.saturating_add(1);
        self.items.push(item.again());
    }

    fn item(&mut self, place: Option<usize>, job: &Job, got: Result<(Got, Vec<Output>)>) -> Item {
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
        let item = Item::new(job, outputs, fetched);
        match place {
            Some(place) => item.at(place),
            None => item,
        }
    }

    /// Takes the counts at the end, and writes the receipt unless nothing is to come home.
    pub(super) fn end(&mut self, batch: Option<Batch>) {
        self.batch = batch;
        if self.remote_only {
            return;
        }
        // Kept for the part of the batch that follows.
        let manifest = Manifest::new(self.id, std::mem::take(&mut self.items));
        match manifest.write(&self.root) {
            Ok(path) => self.receipt = Some(path),
            Err(failure) => {
                self.lost.get_or_insert(failure);
            }
        }
        self.items = manifest.into_items();
    }

    /// Whether all succeeded and came home.
    pub(super) fn is_well(&self) -> bool {
        self.unwell.is_empty() && self.lost.is_none()
    }

    /// The beginning of the summary of the part that follows this one.
    pub(super) fn behind(self) -> Self {
        Self {
            reused: self.reused,
            taken: self.taken,
            files: self.files,
            bytes: self.bytes,
            items: self.items,
            ..Self::new(self.root, self.remote_only)
        }
    }
}
