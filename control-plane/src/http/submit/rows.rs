//! The rows of new jobs, written a thousand or a few megabytes at a time and then queued as one.

use std::collections::BTreeSet;

use rgrid_shared::{
    digest::Digest,
    id::{AccountId, BatchId, JobId},
    spec::{BlobRef, JobSpec},
};

use crate::{
    db::{
        self,
        job::JobRow,
        queue::{NewJob, enqueue},
    },
    domain::weight::{Room, of_spec},
    http::error::Error,
};

/// How many rows are written by one statement at most.
const CHUNK: usize = 1_000;

/// Jobs on their way into the database, in the transaction of their submission.
pub(crate) struct Rows<'a> {
    conn: &'a mut db::Connection,
    account: AccountId,
    batch: Option<BatchId>,
    missing: BTreeSet<Digest>,
    chunk: Vec<JobRow>,
    room: Room,
    queue: Vec<NewJob>,
}

impl<'a> Rows<'a> {
    /// Jobs of one batch, or of none, some of whose blobs are missing.
    pub(crate) fn new(
        conn: &'a mut db::Connection,
        account: AccountId,
        batch: Option<BatchId>,
        missing: &[BlobRef],
    ) -> Self {
        Self {
            conn,
            account,
            batch,
            missing: missing.iter().map(|blob| blob.digest).collect(),
            chunk: Vec::new(),
            room: Room::default(),
            queue: Vec::new(),
        }
    }

    /// Adds a job: its spec, its place in its batch, and the job that it tries again.
    pub(crate) async fn push(
        &mut self,
        spec: JobSpec,
        item: Option<(u32, String)>,
        retry_of: Option<JobId>,
    ) -> Result<JobId, Error> {
        if self.chunk.len() >= CHUNK || !self.room.takes(of_spec(&spec)) {
            self.flush().await?;
            self.room.takes(of_spec(&spec));
        }
        let id = JobId::new();
        let digests = spec.blobs().into_iter().map(|blob| blob.digest);
        self.queue.push(NewJob {
            id,
            cpu_millis: spec.resources.cpu_millis,
            memory_bytes: spec.resources.memory_bytes,
            max_retries: spec.retries,
            awaits: digests.filter(|d| self.missing.contains(d)).collect(),
        });
        self.chunk.push(JobRow {
            id,
            item,
            retry_of,
            spec,
        });
        Ok(id)
    }

    /// The connection, for what must be read between the writes.
    pub(crate) fn conn(&mut self) -> &mut db::Connection {
        self.conn
    }

    async fn flush(&mut self) -> Result<(), Error> {
        self.room = Room::default();
        let chunk = std::mem::take(&mut self.chunk);
        db::job::insert(self.conn, self.account, self.batch, chunk).await?;
        Ok(())
    }

    /// Writes what is left and puts all jobs into the queue, in the order in which they were added.
    pub(crate) async fn enqueue(mut self) -> Result<Vec<JobId>, Error> {
        self.flush().await?;
        enqueue(self.conn, self.account, self.batch, &self.queue).await?;
        Ok(self.queue.iter().map(|job| job.id).collect())
    }
}
