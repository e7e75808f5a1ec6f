//! Waking what waits for news in the database: one listening connection per process, many waiters.
//!
//! Owns who waits for what. News are only a reason to look again: waiters read the database from
//! where they were, and look every two seconds anyway, so a lost notification costs a moment. That
//! makes several control planes on one database work without more.

mod listen;
#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rgrid_shared::id::{BatchId, JobId, NodeId};
use tokio::{sync::watch, time::timeout};

pub use listen::listen;

/// How long a waiter waits for news at most before it looks by itself, unless told otherwise.
const POLL: Duration = Duration::from_secs(2);

/// What somebody may wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// There may be work.
    Queue,
    /// A job has more log bytes, or is in another state.
    Job(JobId),
    /// A job of a batch ended.
    Batch(BatchId),
    /// Jobs of a node were cancelled.
    Node(NodeId),
    /// Any of these, but for log bytes alone.
    Anything,
}

/// Wakes waiters; cheap to clone.
#[derive(Debug, Clone)]
pub struct Wake {
    topics: Arc<Mutex<HashMap<Topic, watch::Sender<()>>>>,
    poll: Duration,
}

impl Default for Wake {
    fn default() -> Self {
        Self::polling_every(POLL)
    }
}

impl Wake {
    /// One whose waiters look by themselves only this often.
    #[must_use]
    pub fn polling_every(poll: Duration) -> Self {
        let topics = Arc::default();
        Self { topics, poll }
    }

    /// Waits for news of `topic` from now on. Make it before the first look.
    #[must_use]
    pub fn waiter(&self, topic: Topic) -> Waiter {
        let mut topics = self.topics();
        let sender = topics.entry(topic).or_insert_with(|| watch::channel(()).0);
        Waiter {
            news: Some(sender.subscribe()),
            topic,
            wake: self.clone(),
        }
    }

    /// Wakes those who wait for `topic`; many wakes before they look are one.
    pub fn wake(&self, topic: Topic) {
        if let Some(sender) = self.topics().get(&topic) {
            sender.send_replace(());
        }
    }

    /// Wakes everybody: news may have been missed.
    pub fn wake_all(&self) {
        for sender in self.topics().values() {
            sender.send_replace(());
        }
    }

    fn topics(&self) -> MutexGuard<'_, HashMap<Topic, watch::Sender<()>>> {
        // The map is whole after every single step, so a panic elsewhere spoils nothing.
        self.topics.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Waits for news of one topic.
#[derive(Debug)]
pub struct Waiter {
    news: Option<watch::Receiver<()>>,
    topic: Topic,
    wake: Wake,
}

impl Waiter {
    /// Returns when there were news since the last call, or after a pause without any.
    pub async fn changed(&mut self) {
        if let Some(news) = &mut self.news {
            // The sender cannot be gone while this receiver is in the map's count.
            let _ = timeout(self.wake.poll, news.changed()).await;
        }
    }

    /// Returns when there were news since the last call, however long that takes: for those who are told otherwise too.
    pub async fn told(&mut self) {
        if let Some(news) = &mut self.news
            && news.changed().await.is_ok()
        {
            return;
        }
        std::future::pending::<()>().await;
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        let mut topics = self.wake.topics();
        self.news = None;
        if topics
            .get(&self.topic)
            .is_some_and(|sender| sender.receiver_count() == 0)
        {
            topics.remove(&self.topic);
        }
    }
}
