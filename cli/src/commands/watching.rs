//! Watching: one line that moves, or one per change, until the end.

use std::{sync::Arc, time::Duration};

use rgrid_shared::{
    client::{Client, ClientError},
    error::exit as codes,
};

use crate::{
    attach::{
        Patience,
        contact::Contact,
        leave::{Noun, Stage, Subject},
        signals::Signals,
        waits,
    },
    exit::{Failure, Result},
    ids::Which,
    printer::Printer,
    progress::Progress,
    table,
};

/// The pause between two looks, in steps that double.
const PAUSE: u32 = 1;

/// Watches until it has ended; an interrupt only ends the watching.
///
/// # Errors
/// When it has not ended after `limit` seconds, it was left, or the server does not answer.
pub async fn to_the_end(
    printer: &Printer,
    client: &Client,
    which: Which,
    limit: Option<u32>,
) -> Result<()> {
    let subject = match which {
        Which::Job(id) => Subject::new(Noun::Job, &id),
        Which::Batch(id) => Subject::new(Noun::Batch, &id),
    };
    subject.stage.set(Stage::Running);
    let mut signals = Signals::listen(printer)?;
    tokio::select! {
        ended = looks(printer, client, which, &subject) => ended.map_err(|failure| subject.goes_on(failure)),
        _ = signals.next() => Err(Failure::ended(codes::DETACHED)),
        seconds = over(limit) => {
            let spent = table::duration(u64::from(seconds).saturating_mul(1_000));
            Err(subject.goes_on(Failure::detached(format!("it has not ended after {spent}"))))
        }
    }
}

/// Waits until the limit is over, if there is one.
async fn over(limit: Option<u32>) -> u32 {
    let Some(seconds) = limit else {
        return std::future::pending().await;
    };
    tokio::time::sleep(Duration::from_secs(seconds.into())).await;
    seconds
}

/// Looks again and again until it has ended.
///
/// # Errors
/// When the server does not answer.
pub async fn looks(
    printer: &Printer,
    client: &Client,
    which: Which,
    subject: &Subject,
) -> Result<()> {
    let line = Arc::new(Progress::line(printer));
    let mut contact = Contact::new(subject, printer, Arc::clone(&line), Patience::default());
    let (mut told, mut tries) = (String::new(), 0_u32);
    loop {
        match contact.during(look(client, which)).await {
            Err(error) if error.is_transient() => {
                tries = tries.saturating_add(1);
                contact.pause(tries).await?;
            }
            seen => {
                contact.heard();
                tries = 0;
                let (text, ended) = seen?;
                if printer.animates() {
                    line.say(text);
                } else if text != told && !printer.json {
                    printer.tell(&text);
                    told = text;
                }
                if ended {
                    return Ok(());
                }
                contact.pause(PAUSE).await?;
            }
        }
    }
}

/// How it is now, and whether that is the end.
async fn look(client: &Client, which: Which) -> Result<(String, bool), ClientError> {
    Ok(match which {
        Which::Job(id) => {
            let job = client.job(id).await?;
            let text = match &job.waiting_for {
                Some(why) => format!("{}: {}", job.state, waits::sentence(why)),
                None => job.state.to_string(),
            };
            (text, job.state.is_final())
        }
        Which::Batch(id) => {
            let batch = client.batch(id).await?;
            let mut text = format!("{}/{} done", batch.ended(), batch.total);
            if batch.failed > 0 {
                text = format!("{text}, {} failed", batch.failed);
            }
            text = format!("{text}, {} running", batch.running);
            if let Some(why) = &batch.waiting_for {
                text = format!("{text}; it waits: {}", waits::sentence(why));
            }
            (text, batch.finished_at.is_some())
        }
    })
}
