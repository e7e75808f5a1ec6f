//! Which pieces of a log are shown, by stream and by time, and the times in front of lines.

use chrono::{DateTime, TimeDelta, Utc};
use clap::Args;
use rgrid_shared::{
    client::Client,
    id::JobId,
    wire::logs::{LogChunk, Stream},
};

use super::{LogsArgs, document};
use crate::{
    attach::{Lines, Show, contact::Contact},
    exit::Result,
    printer::Printer,
    values,
};

/// Which times, and whether they are shown.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct TimesArgs {
    /// Only what was stored in the last so long, such as 90s, 10m or 2h
    #[arg(long, value_name = "TIME", value_parser = values::seconds)]
    pub since: Option<u32>,
    /// Show in front of each line when it was stored
    #[arg(long, short)]
    pub timestamps: bool,
}

impl TimesArgs {
    /// Whether times matter.
    pub(super) fn wanted(self) -> bool {
        self.timestamps || self.since.is_some()
    }

    /// The moment from which on pieces are asked for.
    pub(super) fn begin(self) -> Option<DateTime<Utc>> {
        let ago = TimeDelta::seconds(self.since?.into());
        Utc::now().checked_sub_signed(ago)
    }
}

impl LogsArgs {
    pub(super) fn only(&self) -> Option<Stream> {
        match (self.stdout, self.stderr) {
            (true, _) => Some(Stream::Stdout),
            (_, true) => Some(Stream::Stderr),
            _ => None,
        }
    }

    /// Whether a piece is of a stream and a time that are asked for.
    pub(super) fn wants(&self, chunk: &LogChunk, begin: Option<DateTime<Utc>>) -> bool {
        let streams = self.only().is_none_or(|only| only == chunk.stream);
        streams && !chunk.is_before(begin)
    }

    /// What shows a log, each line behind `prefix`.
    pub(super) fn show(&self, printer: &Printer, prefix: &str) -> Show {
        let show = Show::for_logs(printer.clone(), self.only()).since(self.times.begin());
        let lines = Lines::new(prefix, self.grep.as_deref());
        if self.times.timestamps {
            show.with_lines(lines.timed())
        } else if self.grep.is_some() || !prefix.is_empty() {
            show.with_lines(lines)
        } else {
            show
        }
    }
}

/// Follows a log to its end by plain requests: only their pieces have times.
pub(super) async fn follow(
    client: &Client,
    id: JobId,
    show: &mut Show,
    contact: &mut Contact<'_>,
) -> Result<()> {
    loop {
        let before = show.cursor();
        let page = document::page(client, id, before, Some(&mut *contact)).await?;
        for chunk in &page.chunks {
            show.piece(chunk)?;
        }
        if page.end {
            return Ok(());
        }
        if show.cursor() == before {
            contact.pause(0).await?;
        }
    }
}
