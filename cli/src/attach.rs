//! Attach: following a job to its end, showing its output as it comes.
//!
//! Owns the reconnecting: a socket that dies is not the end, polling comes next, and only when nothing
//! answers for a while is following given up. Does not bring files home.

pub mod batch;
mod poll;
mod show;
pub mod signals;
#[cfg(test)]
mod tests;
pub mod verdict;

use std::time::Duration;

use rgrid_shared::{
    client::{Client, JobMessage},
    id::JobId,
    wire::{artifacts::ArtifactUrl, follow::JobEvent, jobs::Job},
};
use tokio::time::{Instant, sleep, timeout};

use crate::exit::{Failure, Result};
pub use poll::read;
use poll::{Stopped, poll};
pub use show::Show;

/// How long a job may wait without a word before a person is told why nothing happens.
const WAIT: Duration = Duration::from_secs(3);

/// How a job ended.
#[derive(Debug, Clone)]
pub struct Ended {
    /// The job.
    pub job: Job,
    /// What it brought home.
    pub artifacts: Vec<ArtifactUrl>,
}

/// How long to go on without an answer.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Between two tries.
    pub pause: Duration,
    /// In all, since the last answer.
    pub total: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            pause: Duration::from_millis(250),
            total: Duration::from_mins(1),
        }
    }
}

/// Follows `id` to its end.
///
/// # Errors
/// When the server refuses, nothing answers for as long as `patience` says, or a stream cannot be
/// written to.
pub async fn follow(
    client: &Client,
    id: JobId,
    show: &mut Show,
    patience: Patience,
) -> Result<Ended> {
    let mut heard = Instant::now();
    let mut tries = 0_u32;
    loop {
        let (got, ended) = socket(client, id, show).await?;
        if let Some(ended) = ended {
            return Ok(ended);
        }
        if got {
            (heard, tries) = (Instant::now(), 0);
        }
        match poll(client, id, show).await {
            Ok(Some(ended)) => return Ok(ended),
            Ok(None) => heard = Instant::now(),
            Err(Stopped::Asking(error)) if error.is_transient() => {}
            Err(stopped) => return Err(stopped.into()),
        }
        if heard.elapsed() >= patience.total {
            return Err(given_up(id));
        }
        tries = tries.saturating_add(1);
        sleep(
            patience
                .pause
                .saturating_mul(1_u32.checked_shl(tries.min(4)).unwrap_or(1)),
        )
        .await;
    }
}

/// Follows over one socket; says whether anything came, and the end if it did.
async fn socket(client: &Client, id: JobId, show: &mut Show) -> Result<(bool, Option<Ended>)> {
    // Whatever is wrong with the socket, plain requests come next and say what is wrong with them.
    let Ok(mut socket) = client.follow_job(id, show.cursor()).await else {
        return Ok((false, None));
    };
    let mut got = false;
    loop {
        let message = match timeout(WAIT, socket.next()).await {
            Ok(Some(message)) => message,
            Ok(None) => return Ok((got, None)),
            Err(_) => {
                show.quiet_for_long();
                continue;
            }
        };
        got = true;
        match message {
            JobMessage::Log(frame) => {
                show.bytes(frame.number, frame.pos, frame.stream, &frame.data)?;
            }
            JobMessage::Event(JobEvent::State { job }) => show.state(&job),
            JobMessage::Event(JobEvent::End { job, artifacts }) => {
                return Ok((
                    true,
                    Some(Ended {
                        job: *job,
                        artifacts,
                    }),
                ));
            }
        }
    }
}

fn given_up(id: JobId) -> Failure {
    Failure::detached("the server does not answer any more; the job goes on")
        .hint(format!("rgrid logs -f {id}    shows the rest"))
        .hint(format!("rgrid download {id}   fetches its files"))
}
