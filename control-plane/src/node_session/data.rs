//! Logs, reports and questions about uploads, in the order in which they came.
//!
//! Owns the order and the bound: as many bytes may wait as [`BUDGET`] says, then the socket is not read.
//! What waits is taken together, so under load one transaction stores many messages, and alone a
//! message is stored at once.

use std::sync::Arc;

use rgrid_shared::{
    id::AttemptId,
    spec::BlobRef,
    wire::{
        logs::LogFrame,
        node::{Finished, ToNode},
    },
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use super::{
    Session, blobs,
    end::{End, refuse},
    packages::{self, Asked},
    report::Reports,
};
use crate::db::log::{Appended, append};

/// KiB of messages that may wait.
const BUDGET: u32 = 32 << 10;
/// Messages that are taken together at most.
const MOST_TOGETHER: usize = 256;

/// A message that keeps its place.
pub(super) enum Data {
    /// Log bytes.
    Log(LogFrame),
    /// The end of an attempt.
    Finished(Box<Finished>),
    /// Where to PUT outputs?
    Uploads(AttemptId, Vec<BlobRef>),
    /// What is known of a set of packages?
    Packages(Asked),
}

/// Where such messages are put.
pub(super) struct Sender {
    queue: mpsc::Sender<(Data, OwnedSemaphorePermit)>,
    budget: Arc<Semaphore>,
}

/// Where they come out.
pub(super) type Receiver = mpsc::Receiver<(Data, OwnedSemaphorePermit)>;

/// Both ends.
pub(super) fn channel() -> (Sender, Receiver) {
    let (queue, receiver) = mpsc::channel(MOST_TOGETHER);
    let budget = Arc::new(Semaphore::new(BUDGET as usize));
    (Sender { queue, budget }, receiver)
}

impl Sender {
    /// Puts a message of `size` bytes; waits while too many bytes wait.
    pub(super) async fn send(&self, data: Data, size: usize) -> Result<(), End> {
        let kib = u32::try_from(size >> 10)
            .unwrap_or(BUDGET)
            .saturating_add(1);
        let place = Arc::clone(&self.budget)
            .acquire_many_owned(kib.min(BUDGET))
            .await;
        let place = place.map_err(|_| End::Gone)?;
        self.queue.send((data, place)).await.map_err(|_| End::Gone)
    }
}

/// Takes messages until the conversation ends.
pub(super) async fn take(session: &Session, mut incoming: Receiver) -> End {
    let mut reports = Reports::default();
    let mut together = Vec::with_capacity(MOST_TOGETHER);
    loop {
        if incoming.recv_many(&mut together, MOST_TOGETHER).await == 0 {
            return End::Gone;
        }
        if let Err(end) = take_all(session, &mut reports, &mut together).await {
            return end;
        }
    }
}

async fn take_all(
    session: &Session,
    reports: &mut Reports,
    together: &mut Vec<(Data, OwnedSemaphorePermit)>,
) -> Result<(), End> {
    let mut logs: Vec<LogFrame> = Vec::new();
    // Kept until all is stored: what waits in memory counts.
    let mut places = Vec::new();
    for (data, place) in together.drain(..) {
        places.push(place);
        match data {
            Data::Log(frame) => logs.push(frame),
            Data::Finished(report) => reports.add(*report),
            Data::Uploads(attempt, blobs) => blobs::answer(session, attempt, blobs).await?,
            Data::Packages(asked) => packages::answer(session, asked).await?,
        }
    }
    // All logs that came are stored before any report that came with them: a report speaks only of
    // log bytes that were sent before it.
    store_logs(session, reports, logs).await?;
    reports.store(session).await
}

/// Appends what came of each attempt in one go.
async fn store_logs(
    session: &Session,
    reports: &mut Reports,
    mut logs: Vec<LogFrame>,
) -> Result<(), End> {
    // Stable: the frames of one attempt stay in their order.
    logs.sort_by_key(|frame| frame.attempt);
    for frames in logs.chunk_by(|a, b| a.attempt == b.attempt) {
        let Some(attempt) = frames.first().map(|frame| frame.attempt) else {
            continue;
        };
        let mut conn = session.state.db.acquire().await?;
        let appended = append(&mut conn, session.node, attempt, frames).await?;
        drop(conn);
        match appended {
            Appended::Stored(pos) => {
                reports.log_is_stored(attempt, pos);
                session.out.say(&ToNode::LogStored { attempt, pos }).await?;
            }
            Appended::Fenced => session.out.say(&ToNode::Fenced { attempt }).await?,
            // The answer to the report that comes again with them says all.
            Appended::Ended => {}
            Appended::TooLong => return Err(refuse("a log is longer than its limit")),
        }
    }
    Ok(())
}
