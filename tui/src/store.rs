//! Store: what is known of the account: jobs, batches, nodes, and how fresh it is. Bounded: of too many jobs the oldest ended ones leave.

mod row;
mod words;

use std::collections::HashMap;

use rgrid_shared::{
    id::{BatchId, JobId, NodeId},
    wire::{batches::Batch, jobs::Job, nodes::Node},
};

pub use row::Row;
pub use words::{Link, Which, tail};

/// Of so many jobs at most something is kept.
pub const MOST_JOBS: usize = 20_000;

/// What is known of the account.
#[derive(Debug, Clone, Default)]
pub struct Store {
    jobs: HashMap<JobId, Row>,
    batches: HashMap<BatchId, Batch>,
    /// The first item of each batch that is known.
    firsts: HashMap<BatchId, JobId>,
    /// The nodes, oldest first; nothing when the key may not see them or they were not told.
    pub nodes: Option<Vec<Node>>,
    /// Whether the first lists have come.
    pub loaded: bool,
    /// Whether older jobs were left on the server.
    pub more: bool,
    /// The connection.
    pub link: Link,
    /// Counts up with every change of jobs and batches.
    pub version: u64,
}

impl Store {
    /// Takes jobs as they are now.
    pub fn put_jobs(&mut self, jobs: &[Job]) {
        for job in jobs {
            let ended = self
                .jobs
                .get(&job.id)
                .is_some_and(|row| row.state.is_final());
            if ended && !job.state.is_final() {
                // What has ended stays so: an answer may be older than the event.
                continue;
            }
            self.jobs.insert(job.id, Row::new(job));
            if let Some(batch) = job.batch {
                self.firsts.entry(batch).or_insert(job.id);
            }
        }
        self.version += 1;
        self.shrink();
    }

    /// Takes batches as they are now.
    pub fn put_batches(&mut self, batches: Vec<Batch>) {
        for batch in batches {
            let known = self.batches.get(&batch.id);
            if known.is_some_and(|known| known.ended() > batch.ended()) {
                continue;
            }
            self.batches.insert(batch.id, batch);
        }
        self.version += 1;
    }

    /// Every job, in no order.
    pub fn jobs(&self) -> impl Iterator<Item = &Row> {
        self.jobs.values()
    }

    /// Every batch, in no order.
    pub fn batches(&self) -> impl Iterator<Item = &Batch> {
        self.batches.values()
    }

    /// A job.
    #[must_use]
    pub fn job(&self, id: JobId) -> Option<&Row> {
        self.jobs.get(&id)
    }

    /// A batch.
    #[must_use]
    pub fn batch(&self, id: BatchId) -> Option<&Batch> {
        self.batches.get(&id)
    }

    /// The jobs of a batch in the order of its items.
    #[must_use]
    pub fn items(&self, id: BatchId) -> Vec<&Row> {
        let mut items: Vec<_> = self
            .jobs
            .values()
            .filter(|row| row.batch == Some(id))
            .collect();
        items.sort_unstable_by_key(|row| (row.index, row.id));
        items
    }

    /// Any item of a batch, for what all of them have.
    #[must_use]
    pub fn first_of(&self, id: BatchId) -> Option<&Row> {
        self.firsts.get(&id).and_then(|first| self.jobs.get(first))
    }

    /// A node's name, or the end of its id.
    #[must_use]
    pub fn node_name(&self, id: NodeId) -> String {
        let found = self.nodes.iter().flatten().find(|node| node.id == id);
        found.map_or_else(|| tail(&id), |node| crate::widgets::text::safe(&node.name))
    }

    /// Lets the oldest ended jobs go when there are too many.
    fn shrink(&mut self) {
        let Some(over) = self.jobs.len().checked_sub(MOST_JOBS + 1) else {
            return;
        };
        let ended = self.jobs.values().filter(|row| row.state.is_final());
        let mut ended: Vec<JobId> = ended.map(|row| row.id).collect();
        ended.sort_unstable();
        // A tenth more than needed, so that this is done seldom.
        for id in ended.iter().take(over + MOST_JOBS / 10) {
            self.jobs.remove(id);
        }
        self.more = true;
    }
}
