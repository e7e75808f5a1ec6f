//! Attach: following a job to its end, showing its output as it comes.
//!
//! Owns the reconnecting: a socket that dies is not the end, polling comes next, and only when nothing
//! answers for a while is following given up. Does not bring files home.

pub mod batch;
pub mod leave;
mod patience;
mod poll;
mod show;
pub mod signals;
#[cfg(test)]
mod tests;
pub mod verdict;
pub mod waits;

use rgrid_shared::{
    client::{Client, JobMessage},
    id::JobId,
    wire::{artifacts::ArtifactUrl, follow::JobEvent, jobs::Job},
};
use tokio::time::{Instant, sleep, timeout};

use crate::exit::{Failure, Result};
pub use patience::Patience;
pub use poll::read;
use poll::{Stopped, poll};
pub use show::Show;

/// How a job ended.
#[derive(Debug, Clone)]
pub struct Ended {
    /// The job.
    pub job: Job,
    /// What it brought home.
    pub artifacts: Vec<ArtifactUrl>,
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
    let begun = Instant::now();
    let mut heard = begun;
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
            Ok(None) => {
                heard = Instant::now();
                if begun.elapsed() > waits::QUIET {
                    ask_why(client, id, show).await;
                }
            }
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
        let message = match timeout(waits::QUIET, socket.next()).await {
            Ok(Some(message)) => message,
            Ok(None) => return Ok((got, None)),
            Err(_) => {
                ask_why(client, id, show).await;
                continue;
            }
        };
        got = true;
        match message {
            JobMessage::Log(frame) => {
                show.bytes(frame.number, frame.pos, frame.stream, &frame.data)?;
            }
            JobMessage::Event(JobEvent::State { job }) => show.state(&job),
            JobMessage::Event(JobEvent::End { job, artifacts, .. }) => {
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

/// Asks why nothing begins, when it is time to; no answer is no harm.
async fn ask_why(client: &Client, id: JobId, show: &mut Show) {
    if show.wonders()
        && let Ok(job) = client.job(id).await
    {
        show.state(&job);
    }
}

fn given_up(id: JobId) -> Failure {
    Failure::detached("the server does not answer any more; the job goes on")
        .hint(format!("rgrid logs -f {id}    shows the rest"))
        .hint(format!("rgrid download {id}   fetches its files"))
}
