//! Following a job or a batch over a WebSocket, from a cursor on.

use super::{
    Client, ClientError,
    socket::{Socket, next},
};
use crate::{
    id::{BatchId, JobId},
    wire::{
        follow::{BatchEvent, JobEvent},
        logs::{LogCursor, LogFrame},
    },
};

/// What a follower of a job receives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobMessage {
    /// Log bytes.
    Log(LogFrame),
    /// A change of state, or the end.
    Event(JobEvent),
}

/// A socket that follows one job.
pub struct JobFollow {
    client: Client,
    socket: Socket,
    /// An event that waits for the rest of its artifacts.
    held: Option<JobEvent>,
}

/// A socket that follows one batch.
pub struct BatchFollow {
    client: Client,
    socket: Socket,
    /// An event that waits for the rest of its artifacts.
    held: Option<BatchEvent>,
}

impl Client {
    /// Follows a job; log bytes come from `from` on.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn follow_job(&self, id: JobId, from: LogCursor) -> Result<JobFollow, ClientError> {
        let path = format!(
            "/v1/jobs/{id}/follow?attempt={}&pos={}",
            from.attempt, from.pos
        );
        let socket = self.open(&path).await?;
        Ok(JobFollow {
            client: self.clone(),
            socket,
            held: None,
        })
    }

    /// Follows a batch; items come that ended after number `after`.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn follow_batch(&self, id: BatchId, after: u64) -> Result<BatchFollow, ClientError> {
        let path = format!("/v1/batches/{id}/follow?after={after}");
        let socket = self.open(&path).await?;
        Ok(BatchFollow {
            client: self.clone(),
            socket,
            held: None,
        })
    }
}

impl JobFollow {
    /// The next message; nothing when the socket died. The end of the job is a message.
    pub async fn next(&mut self) -> Option<JobMessage> {
        if self.held.is_none() {
            match next(&mut self.socket).await? {
                Ok(text) => self.held = serde_json::from_str(&text).ok()?,
                Err(bytes) => return LogFrame::decode(bytes).map(JobMessage::Log),
            }
        }
        if let Some(JobEvent::End {
            job,
            artifacts,
            more,
        }) = &mut self.held
        {
            self.client.rest(job.id, artifacts, more).await?;
        }
        self.held.take().map(JobMessage::Event)
    }
}

impl BatchFollow {
    /// The next event; nothing when the socket died. The end of the batch is a message.
    pub async fn next(&mut self) -> Option<BatchEvent> {
        if self.held.is_none() {
            let text = next(&mut self.socket).await?.ok()?;
            self.held = serde_json::from_str(&text).ok()?;
        }
        if let Some(BatchEvent::Item {
            job,
            artifacts,
            more,
            ..
        }) = &mut self.held
        {
            self.client.rest(job.id, artifacts, more).await?;
        }
        self.held.take()
    }
}
