//! Following a batch: each item once, as it ends, over sockets that may die.

mod poll;

use std::collections::HashSet;

use rgrid_shared::{
    client::{BatchFollow, Client},
    id::{BatchId, JobId},
    wire::{artifacts::ArtifactUrl, batches::Batch, follow::BatchEvent, jobs::Job},
};

use super::contact::Contact;
use crate::exit::Result;

/// So many sockets may fail in a row before plain requests are tried.
const SOCKETS: u32 = 3;

/// What a follower of a batch is told.
#[derive(Debug, Clone)]
pub enum News {
    /// The counts.
    Counts(Batch),
    /// A job ended.
    Item(Box<Job>, Vec<ArtifactUrl>),
    /// All jobs ended.
    End(Batch),
}

/// A follower of one batch, which remembers what it told.
pub struct BatchWatch<'a> {
    client: &'a Client,
    id: BatchId,
    after: u64,
    told: HashSet<JobId>,
    socket: Option<BatchFollow>,
    failures: u32,
    contact: Contact<'a>,
    waiting: std::collections::VecDeque<News>,
}

impl<'a> BatchWatch<'a> {
    /// A follower from the beginning.
    #[must_use]
    pub fn new(client: &'a Client, id: BatchId, contact: Contact<'a>) -> Self {
        Self {
            client,
            id,
            after: 0,
            told: HashSet::new(),
            socket: None,
            failures: 0,
            contact,
            waiting: std::collections::VecDeque::new(),
        }
    }

    /// The next news.
    ///
    /// # Errors
    /// When the server refuses, or nothing answers for as long as there is patience.
    pub async fn next(&mut self) -> Result<News> {
        loop {
            if let Some(news) = self.waiting.pop_front() {
                return Ok(news);
            }
            if let Some(socket) = &mut self.socket {
                match self.contact.meanwhile(socket.next()).await {
                    Some(event) => self.take(event),
                    None => self.socket = None,
                }
                continue;
            }
            self.connect().await?;
        }
    }

    fn take(&mut self, event: BatchEvent) {
        self.contact.heard();
        self.failures = 0;
        match event {
            BatchEvent::Counts { batch } => self.waiting.push_back(News::Counts(batch)),
            BatchEvent::Item {
                seq,
                job,
                artifacts,
                ..
            } => {
                self.after = self.after.max(seq);
                self.item(job, artifacts);
            }
            BatchEvent::End { batch } => self.waiting.push_back(News::End(batch)),
        }
    }

    fn item(&mut self, job: Box<Job>, artifacts: Vec<ArtifactUrl>) {
        if self.told.insert(job.id) {
            self.waiting.push_back(News::Item(job, artifacts));
        }
    }

    async fn connect(&mut self) -> Result<()> {
        if self.failures > 0 {
            self.contact.pause(self.failures).await?;
        }
        let opening = self.client.follow_batch(self.id, self.after);
        match self.contact.during(opening).await {
            Ok(socket) => self.socket = Some(socket),
            Err(error) if error.is_transient() => {}
            // Whatever is wrong with the socket, plain requests come next and say what is wrong with them.
            Err(_) => self.failures = SOCKETS,
        }
        // A socket that opens and dies at once counts too, until it brings something.
        self.failures = self.failures.saturating_add(1);
        if self.failures > SOCKETS {
            self.socket = None;
            self.poll().await?;
        }
        Ok(())
    }
}
