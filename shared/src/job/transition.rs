//! The only moves between the states of a job.

use super::JobState;

/// What may happen to a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// All blobs are stored and a slot is free.
    Ready,
    /// All blobs are stored and no slot is free.
    Hold,
    /// A slot became free.
    Release,
    /// A node took it.
    Claim,
    /// Its node was lost or it shall be tried again.
    Requeue,
    /// Its attempt ended, for good, in this state.
    Finish(JobState),
    /// Somebody cancelled it.
    Cancel,
    /// Its blobs did not arrive in time.
    Expire,
}

/// A move that the life of a job does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a job that is {state} cannot {event:?}")]
pub struct IllegalMove {
    /// Where the job was.
    pub state: JobState,
    /// What it cannot meet there.
    pub event: Event,
}

impl JobState {
    /// The state after `event`.
    ///
    /// # Errors
    /// [`IllegalMove`] when a job in this state cannot meet the event.
    pub fn next(self, event: Event) -> Result<Self, IllegalMove> {
        let illegal = Err(IllegalMove { state: self, event });
        match (self, event) {
            (Self::AwaitingInput, Event::Ready)
            | (Self::Held, Event::Release)
            | (Self::Running, Event::Requeue) => Ok(Self::Queued),
            (Self::AwaitingInput, Event::Hold) => Ok(Self::Held),
            (Self::AwaitingInput, Event::Expire) => Ok(Self::Failed),
            (Self::Queued, Event::Claim) => Ok(Self::Running),
            (Self::Running, Event::Finish(end)) if end.is_final() => Ok(end),
            (Self::AwaitingInput | Self::Held | Self::Queued | Self::Running, Event::Cancel) => {
                Ok(Self::Cancelled)
            }
            (
                Self::AwaitingInput
                | Self::Held
                | Self::Queued
                | Self::Running
                | Self::Succeeded
                | Self::Failed
                | Self::TimedOut
                | Self::Cancelled,
                Event::Ready
                | Event::Hold
                | Event::Release
                | Event::Claim
                | Event::Requeue
                | Event::Finish(_)
                | Event::Cancel
                | Event::Expire,
            ) => illegal,
        }
    }
}
