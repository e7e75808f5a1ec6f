//! The logs of a batch: one item after the other, each line behind the item's name.

use rgrid_shared::{
    client::Client,
    id::{BatchId, JobId},
    wire::{jobs::Job, logs::LogChunk},
};
use serde::Serialize;

use super::{LogsArgs, tail};
use crate::{
    attach::Show,
    commands::outputs::jobs_of,
    exit::{Failure, Result, quote},
    printer::Printer,
};

/// A piece of an item's log.
#[derive(Serialize)]
struct Piece<'a> {
    job: JobId,
    item: Option<&'a str>,
    #[serde(flatten)]
    chunk: &'a LogChunk,
}

/// Shows what is there of each item that has begun.
pub(super) async fn show(
    printer: &Printer,
    client: &Client,
    id: BatchId,
    args: &LogsArgs,
) -> Result<()> {
    if args.follow {
        return Err(
            Failure::usage(format!("-f follows one job, and {id} is a batch")).hint(format!(
                "rgrid list --batch {id} -s running    names those that run"
            )),
        );
    }
    let jobs = jobs_of(client, id).await?;
    let begun: Vec<_> = jobs.iter().filter(|job| job.attempts > 0).collect();
    if begun.is_empty() {
        printer.tell(format_args!("nothing of {id} has begun"));
    }
    for job in begun {
        if printer.json {
            documents(printer, client, job, args).await?;
        } else {
            item(printer, client, job, args).await?;
        }
    }
    Ok(())
}

async fn item(printer: &Printer, client: &Client, job: &Job, args: &LogsArgs) -> Result<()> {
    let name = job.name.as_deref().unwrap_or("item");
    let prefix = format!("{} | ", quote(name.as_ref()));
    let mut show = args.show(printer, &prefix);
    match args.tail {
        Some(lines) => tail::show(client, job.id, &mut show, args.only(), lines).await?,
        None => read(client, job.id, &mut show).await?,
    }
    show.finish()
}

/// Shows what is there; of an ended job no more is asked than its log.
async fn read(client: &Client, id: JobId, show: &mut Show) -> Result<()> {
    loop {
        let before = show.cursor();
        let page = client.logs(id, before).await?;
        for chunk in &page.chunks {
            show.piece(chunk)?;
        }
        if page.end || show.cursor() == before {
            return Ok(());
        }
    }
}

/// The pieces of an item's log, each with its job and name.
async fn documents(printer: &Printer, client: &Client, job: &Job, args: &LogsArgs) -> Result<()> {
    let lines = args.tail.unwrap_or(usize::MAX);
    let (chunks, _) = tail::last(client, job.id, args.only(), lines).await?;
    let begin = args.times.begin();
    for chunk in chunks.iter().filter(|chunk| args.wants(chunk, begin)) {
        printer.document(&Piece {
            job: job.id,
            item: job.name.as_deref(),
            chunk,
        })?;
    }
    Ok(())
}
