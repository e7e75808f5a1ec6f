//! Attach: following a job to its end, showing its output as it comes.
//!
//! Owns the reconnecting: a socket that dies is not the end, polling comes next, and only when nothing
//! answers for long is following given up. Does not bring files home.

pub mod batch;
pub mod contact;
pub mod leave;
mod lines;
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
use tokio::time::{Instant, timeout};

use crate::exit::Result;
use contact::Contact;
pub use lines::Lines;
pub use patience::Patience;
pub use poll::read;
use poll::{Read, Stopped};
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
/// When the server refuses, nothing answers for as long as `contact` has patience, or a stream cannot
/// be written to.
pub async fn follow(
    client: &Client,
    id: JobId,
    show: &mut Show,
    contact: &mut Contact<'_>,
) -> Result<Ended> {
    let begun = Instant::now();
    let mut tries = 0_u32;
    loop {
        let (got, ended) = socket(client, id, show, contact).await?;
        if let Some(ended) = ended {
            return Ok(ended);
        }
        if got {
            tries = 0;
        }
        match polled(client, id, show, contact).await {
            Ok(Some(ended)) => return Ok(ended),
            Ok(None) if begun.elapsed() > waits::QUIET => {
                ask_why(client, id, show, contact).await;
            }
            Ok(None) => {}
            Err(Stopped::Asking(error)) if error.is_transient() => {}
            Err(stopped) => return Err(stopped.into()),
        }
        tries = tries.saturating_add(1);
        contact.pause(tries).await?;
    }
}

/// Reads the log by plain requests as far as it goes.
async fn polled(
    client: &Client,
    id: JobId,
    show: &mut Show,
    contact: &mut Contact<'_>,
) -> Result<Option<Ended>, Stopped> {
    loop {
        let read = contact.during(poll::page(client, id, show)).await?;
        contact.heard();
        match read {
            Read::On => {}
            Read::All => return Ok(None),
            Read::End(ended) => return Ok(Some(*ended)),
        }
    }
}

/// Follows over one socket; says whether anything came, and the end if it did.
async fn socket(
    client: &Client,
    id: JobId,
    show: &mut Show,
    contact: &mut Contact<'_>,
) -> Result<(bool, Option<Ended>)> {
    // Whatever is wrong with the socket, plain requests come next and say what is wrong with them.
    let opening = client.follow_job(id, show.cursor());
    let Ok(mut socket) = contact.during(opening).await else {
        return Ok((false, None));
    };
    let mut got = false;
    loop {
        let next = timeout(waits::QUIET, socket.next());
        let message = match contact.meanwhile(next).await {
            Ok(Some(message)) => message,
            Ok(None) => return Ok((got, None)),
            Err(_) => {
                ask_why(client, id, show, contact).await;
                continue;
            }
        };
        got = true;
        contact.heard();
        match message {
            JobMessage::Log(frame) => {
                show.bytes(frame.number, frame.pos, frame.stream, &frame.data)?;
            }
            JobMessage::Event(JobEvent::State { job }) => show.state(&job),
            JobMessage::Event(JobEvent::End { job, artifacts, .. }) => {
                let job = *job;
                return Ok((true, Some(Ended { job, artifacts })));
            }
        }
    }
}

/// Asks why nothing begins, when it is time to; no answer is no harm.
async fn ask_why(client: &Client, id: JobId, show: &mut Show, contact: &mut Contact<'_>) {
    if show.wonders()
        && let Ok(job) = client.job(id).await
    {
        contact.heard();
        show.state(&job);
    }
}
