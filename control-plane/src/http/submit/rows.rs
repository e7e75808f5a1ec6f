//! The rows of new jobs, written a thousand or a few megabytes at a time and then queued as one.
//!
//! A job that asks for it ends here, with the result of an identical one, in place of being queued.

use std::collections::BTreeSet;

use rgrid_shared::{
    digest::Digest,
    id::{AccountId, BatchId, JobId},
    spec::{BlobRef, JobSpec, Reuse},
};

use super::keys::Keys;
use crate::{
    db::{
        self,
        job::JobRow,
        queue::{NewJob, enqueue},
        reuse,
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
    missing: &'a [BlobRef],
    keys: Keys,
    chunk: Vec<JobRow>,
    room: Room,
    ids: Vec<JobId>,
    queue: Vec<NewJob>,
    reused: Vec<(JobId, JobId)>,
}

/// The jobs of a submission, and which of the missing blobs they wait for.
pub(crate) struct Made {
    /// The jobs, in the order in which they were added.
    pub(crate) jobs: Vec<JobId>,
    /// What is to be sent: what only jobs need that have another's result is not.
    pub(crate) missing: Vec<BlobRef>,
}

impl<'a> Rows<'a> {
    /// Jobs of one batch, or of none, some of whose blobs are missing.
    pub(crate) fn new(
        conn: &'a mut db::Connection,
        account: AccountId,
        batch: Option<BatchId>,
        missing: &'a [BlobRef],
    ) -> Self {
        Self {
            conn,
            account,
            batch,
            missing,
            keys: Keys::new(account),
            chunk: Vec::new(),
            room: Room::default(),
            ids: Vec::new(),
            queue: Vec::new(),
            reused: Vec::new(),
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
        self.ids.push(id);
        self.chunk.push(JobRow {
            id,
            item,
            retry_of,
            reuse_key: self.keys.of(&spec).await,
            reused_from: None,
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
        let mut chunk = std::mem::take(&mut self.chunk);
        let missing: BTreeSet<_> = self.missing.iter().map(|blob| blob.digest).collect();
        let asks = |row: &&JobRow| row.spec.reuse == Some(Reuse::Take);
        let asked = chunk.iter().filter(asks);
        let wanted = asked.filter_map(|row| Some((row.reuse_key?, row.spec.timeout_s)));
        let found = reuse::find(self.conn, self.account, &wanted.collect::<Vec<_>>()).await?;
        for row in &mut chunk {
            let key = row.reuse_key.filter(|_| asks(&&*row));
            let source = key.and_then(|key| found.get(&(key, row.spec.timeout_s)));
            match source {
                Some(&source) => {
                    self.reused.push((row.id, source));
                    // The first result stays the one that is looked for.
                    (row.reused_from, row.reuse_key) = (Some(source), None);
                }
                None => self.queue.push(queued(row, &missing)),
            }
        }
        db::job::insert(self.conn, self.account, self.batch, chunk).await?;
        Ok(())
    }

    /// Writes what is left, ends the jobs that have a result, and queues the others in the order in which they came.
    pub(crate) async fn enqueue(mut self) -> Result<Made, Error> {
        self.flush().await?;
        enqueue(self.conn, self.account, self.batch, &self.queue).await?;
        reuse::take(self.conn, self.account, self.batch, &self.reused).await?;
        let mut missing = self.missing.to_vec();
        if !(missing.is_empty() || self.reused.is_empty()) {
            let awaited: BTreeSet<_> = self.queue.iter().flat_map(|job| &job.awaits).collect();
            missing.retain(|blob| awaited.contains(&blob.digest));
        }
        let jobs = self.ids;
        Ok(Made { jobs, missing })
    }
}

fn queued(row: &JobRow, missing: &BTreeSet<Digest>) -> NewJob {
    let digests = row.spec.blobs().into_iter().map(|blob| blob.digest);
    NewJob {
        id: row.id,
        cpu_millis: row.spec.resources.cpu_millis,
        memory_bytes: row.spec.resources.memory_bytes,
        max_retries: row.spec.retries,
        awaits: digests.filter(|digest| missing.contains(digest)).collect(),
    }
}
