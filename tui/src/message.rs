//! Messages: everything that can happen to the dashboard.

use chrono::{DateTime, Utc};
use crossterm::event::{KeyEvent, MouseEvent};
use rgrid_shared::{
    failures::Group,
    id::{BatchId, JobId},
    path::RelPath,
    wire::{
        artifacts::ArtifactUrl,
        attempts::Attempt,
        batches::Batch,
        jobs::Job,
        logs::{LogChunk, LogCursor},
        nodes::Node,
    },
};

use crate::store::Link;

/// Something that happened.
#[derive(Debug)]
pub enum Message {
    /// A key was pressed.
    Key(KeyEvent),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(MouseEvent),
    /// The terminal has another size.
    Resized,
    /// The time; told every second.
    Now(DateTime<Utc>),
    /// The program shall stop and may be continued.
    Suspend,
    /// The program shall end.
    End,
    /// Something came from the server or from this machine.
    News(News),
}

/// Something that an effect brought.
#[derive(Debug)]
pub enum News {
    /// The connection changed.
    Link(Link),
    /// Jobs and batches as they are now.
    Changed(Vec<Job>, Vec<Batch>),
    /// The first lists are complete; whether older jobs were left on the server.
    Loaded(bool),
    /// The nodes.
    Nodes(Option<Vec<Node>>),
    /// One job with everything, and its attempts.
    Job(Box<Job>, Vec<Attempt>),
    /// One batch with everything.
    Batch(Box<Batch>),
    /// The failed items of a batch, in groups.
    Failures(BatchId, Vec<Group>),
    /// The files of a job.
    Artifacts(JobId, Vec<ArtifactUrl>),
    /// The first bytes of a file.
    Preview(JobId, RelPath, Vec<u8>),
    /// A part of a log.
    Log(JobId, Part),
    /// Places in a log where the words that are searched for stand.
    Hits(JobId, Hits),
    /// How much of a download is here.
    Progress(Progress),
    /// Something was done.
    Said(String),
    /// Something was not done, and why.
    Refused(String),
}

/// A part of a log.
#[derive(Debug)]
pub enum Part {
    /// The log from here on replaces what was shown; whether bytes before it were left.
    Anew(Vec<LogChunk>, LogCursor),
    /// What comes after the last byte.
    Next(Vec<LogChunk>, LogCursor),
    /// What came before the first byte that is shown.
    Before(Vec<LogChunk>),
    /// Nothing more will come.
    End,
    /// It cannot be read now.
    Lost(String),
}

/// So many places of a search are kept at most.
pub const MOST_HITS: usize = 100_000;

/// What a search found, so far or at last.
#[derive(Debug)]
pub struct Hits {
    /// What was searched for.
    pub pattern: String,
    /// Where lines begin that have it.
    pub at: Vec<u64>,
    /// Whether the log was read to its end.
    pub done: bool,
}

/// How much of a download is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// How many files are here.
    pub files: usize,
    /// How many were wanted.
    pub of_files: usize,
    /// How many bytes are here.
    pub bytes: u64,
    /// How many were wanted.
    pub of_bytes: u64,
}
