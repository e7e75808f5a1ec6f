//! Fail-fast: whether the first items of a batch all failed alike.

use rgrid_shared::{
    client::{Client, ClientError},
    error::ErrorCode,
    failures::{self, Signature},
    job::JobState,
    wire::jobs::Job,
};

use super::ticker::Ticker;
use crate::{exit::Result, printer::Printer};

/// What is known of the first items that ended.
pub(super) struct FailFast {
    /// Nothing once it cannot come to that any more.
    limit: Option<u32>,
    alike: u32,
    first: Option<Signature>,
    printer: Printer,
}

impl FailFast {
    pub(super) fn new(limit: Option<u32>, printer: &Printer) -> Self {
        Self {
            limit,
            alike: 0,
            first: None,
            printer: printer.clone(),
        }
    }

    /// Takes an item that ended; stops the batch once all of so many failed alike.
    pub(super) async fn saw(&mut self, client: &Client, job: &Job, ticker: &Ticker) -> Result<()> {
        let Some(why) = self.all_alike(client, job).await else {
            return Ok(());
        };
        let printer = &self.printer;
        ticker.aside(|| printer.warn(format_args!("{why}; the rest is cancelled")));
        let Some(batch) = job.batch else {
            return Ok(());
        };
        match client.cancel_batch(batch).await {
            // It ended meanwhile, so there is nothing left to cancel.
            Err(ClientError::Api(error)) if error.code == ErrorCode::Conflict => Ok(()),
            answer => Ok(answer.map(drop)?),
        }
    }

    /// How all failed, once so many have and none ended otherwise.
    async fn all_alike(&mut self, client: &Client, job: &Job) -> Option<String> {
        let limit = self.limit?;
        if job.state == JobState::Cancelled {
            return None;
        }
        if job.state == JobState::Succeeded {
            self.limit = None;
            return None;
        }
        // Without its log a failure is still of a kind.
        let read = failures::signature(client, job).await;
        let signature = read.unwrap_or_else(|_| Signature::of(job, ""));
        if *self.first.get_or_insert_with(|| signature.clone()) != signature {
            self.limit = None;
            return None;
        }
        self.alike = self.alike.saturating_add(1);
        if self.alike < limit {
            return None;
        }
        self.limit = None;
        Some(match limit {
            1 => format!("the first item failed ({signature})"),
            _ => format!("the first {limit} items failed alike ({signature})"),
        })
    }
}
