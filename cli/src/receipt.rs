//! Receipt: what became of each item of a batch, as `manifest.json` beside the outputs.
//!
//! Owns the document, its version and where it is written. `docs/BATCHES.md` describes it.

mod read;
#[cfg(test)]
mod tests;
mod write;

use std::time::Duration;

use chrono::{DateTime, Utc};
use rgrid_shared::{
    digest::Digest,
    id::{BatchId, JobId},
    job::{JobState, Reason},
    money::Micros,
    wire::{artifacts::ArtifactUrl, jobs::Job},
};
use serde::{Deserialize, Serialize};

use crate::home::Goes;
pub use read::items;

/// The file's name.
pub const NAME: &str = "manifest.json";
/// What begins each version's name; a file without it is somebody else's.
const FAMILY: &str = "rgrid.manifest/";
const SCHEMA: &str = "rgrid.manifest/1";

/// What became of each item of a batch.
#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    // First, so that a file is known by its first bytes.
    schema: String,
    batch: Option<BatchId>,
    written_at: DateTime<Utc>,
    items: Vec<Item>,
}

/// What became of one item.
#[derive(Debug, Serialize, Deserialize)]
pub struct Item {
    index: Option<u32>,
    input: Option<String>,
    job: JobId,
    batch: Option<BatchId>,
    state: JobState,
    reason: Option<Reason>,
    exit_code: Option<u8>,
    seconds: Option<f64>,
    cost_micros: Micros,
    reused: bool,
    fetched: bool,
    outputs: Vec<Output>,
}

/// One file that came home.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Output {
    path: String,
    size: u64,
    sha256: Digest,
}

impl Manifest {
    /// The receipt of a batch, its items in their order.
    #[must_use]
    pub fn new(batch: Option<BatchId>, mut items: Vec<Item>) -> Self {
        items.sort_by_key(|item| item.index);
        Self {
            schema: SCHEMA.to_owned(),
            batch,
            written_at: Utc::now(),
            items,
        }
    }

    /// Its items.
    #[must_use]
    pub fn into_items(self) -> Vec<Item> {
        self.items
    }
}

impl Item {
    /// An item whose files are where `outputs` says, which `fetched` says are all of them.
    #[must_use]
    pub fn new(job: &Job, outputs: Vec<Output>, fetched: bool) -> Self {
        Self {
            index: job.index,
            input: job.name.clone(),
            job: job.id,
            batch: job.batch,
            state: job.state,
            reason: job.reason,
            exit_code: job.exit_code,
            seconds: job
                .duration_ms
                .map(|ms| Duration::from_millis(ms).as_secs_f64()),
            cost_micros: job.cost_micros,
            reused: job.reused_from.is_some(),
            fetched,
            outputs,
        }
    }
}

impl Item {
    /// The same at a place among all items, which may be more than its batch has.
    #[must_use]
    pub fn at(mut self, place: usize) -> Self {
        self.index = u32::try_from(place).ok();
        self
    }

    /// The same, of a job that had succeeded before.
    #[must_use]
    pub fn again(mut self) -> Self {
        self.reused = true;
        self
    }

    /// Its files.
    #[must_use]
    pub fn outputs(&self) -> &[Output] {
        &self.outputs
    }
}

impl Output {
    /// An artifact and where it goes, below the folder of the receipt.
    #[must_use]
    pub fn new(file: &ArtifactUrl, goes: &Goes) -> Self {
        Self {
            path: goes.path.to_string(),
            size: file.artifact.size,
            sha256: file.artifact.digest,
        }
    }

    /// Where it is, below the folder of the receipt.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}
