//! Effects: what a screen wants of the world, as data.

use std::path::PathBuf;

use rgrid_shared::{
    id::{BatchId, JobId},
    wire::{artifacts::ArtifactUrl, logs::LogCursor},
};

use crate::store::Which;

/// What a screen wants of the world.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Something to read.
    Load(Load),
    /// Something to change.
    Do(Deed),
    /// Text for the clipboard.
    Copy(String),
    /// A line for the script of the session.
    Record(String),
    /// Connect anew at once.
    Reconnect,
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Draw everything anew.
    Redraw,
    /// Stop until the shell continues us.
    Suspend,
    /// End.
    Quit,
}

/// Something to read.
#[derive(Debug, Clone, PartialEq)]
pub enum Load {
    /// A job with everything.
    Job(JobId),
    /// A batch with everything.
    Batch(BatchId),
    /// All jobs of a batch.
    Items(BatchId),
    /// The failed items of a batch.
    Failures(BatchId),
    /// The files of a job.
    Artifacts(JobId),
    /// The first bytes of a file.
    Preview(JobId, Box<ArtifactUrl>),
    /// The end of a log, and what comes after it.
    Follow(JobId),
    /// A log from a place on, without following.
    From(JobId, LogCursor),
    /// What comes after a place.
    After(JobId, LogCursor),
    /// What is before a place.
    Before(JobId, LogCursor),
    /// Where a pattern stands in an attempt's log.
    Search(JobId, u32, String),
    /// Nobody looks at a log any more.
    Unfollow,
}

/// Something to change.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// Cancel jobs and batches.
    Cancel(Vec<Which>),
    /// Try jobs again, or what did not succeed of batches.
    Retry(Vec<Which>),
    /// Try these jobs of a batch again.
    RetryItems(BatchId, Vec<JobId>),
    /// Fetch files of a job into a folder.
    Download(JobId, Vec<ArtifactUrl>, PathBuf),
    /// Fetch all files of jobs and batches into a folder each.
    DownloadAll(Vec<Which>, PathBuf),
}
