//! Collecting: the items of a batch brought home as each ends, several at a time, with progress.

mod bring;

use std::pin::pin;

use futures_util::{
    StreamExt,
    stream::{self, FuturesUnordered},
};
use rgrid_shared::{
    client::Client,
    id::BatchId,
    wire::{batches::Batch, jobs::Job},
};

use super::{fail_fast::FailFast, idle::Idle, summary::Summary, ticker::Ticker};
use crate::{
    attach::{
        Patience,
        batch::{BatchWatch, News},
        contact::Contact,
        leave::{Stage, Subject},
    },
    exit::Result,
    home::{self, Fetcher},
    plan::Places,
    printer::Printer,
    receipt::Output,
};

/// How many items' files are on their way at the same time.
const ITEMS: usize = 4;
/// Brings a batch's items home.
pub(super) struct Collect {
    pub(super) printer: Printer,
    pub(super) layout: home::Batch,
    pub(super) places: Places,
    pub(super) folders: Vec<String>,
    pub(super) remote_only: bool,
    pub(super) fail_fast: FailFast,
}

impl Collect {
    /// Follows the batch to its end.
    pub(super) async fn follow(
        mut self,
        client: &Client,
        id: BatchId,
        subject: &Subject,
    ) -> Result<Summary> {
        let fetcher = Fetcher::new(client)?;
        let mut ticker = Ticker::new(&self.printer);
        // A stream keeps what is under way when another branch is taken.
        let contact = Contact::new(subject, &self.printer, ticker.line(), Patience::default());
        let watch = BatchWatch::new(client, id, contact);
        let mut news = pin!(stream::unfold(watch, |mut watch| async move {
            Some((watch.next().await, watch))
        }));
        let mut fetching = FuturesUnordered::new();
        let mut summary = Summary::new(id, self.layout.root.clone(), self.remote_only);
        let mut end: Option<Batch> = None;
        let mut idle = Idle::new();
        while end.is_none() || !fetching.is_empty() {
            tokio::select! {
                Some(news) = news.next(), if end.is_none() && fetching.len() < ITEMS => match news? {
                    News::Counts(batch) => {
                        idle.counts(&batch);
                        ticker.counts(&self.printer, batch);
                    }
                    News::End(batch) => {
                        subject.stage.set(Stage::Fetching);
                        end = Some(batch);
                    }
                    News::Item(job, artifacts) => fetching.push(self.fetch(&fetcher, job, artifacts)),
                },
                Some((job, got)) = fetching.next() => {
                    self.arrived(&mut summary, &job, got)?;
                    self.fail_fast.saw(client, &job, &ticker).await?;
                }
                () = ticker.tick(&self.printer) => {}
                () = idle.tick(), if subject.stage.get() == Stage::Running => {
                    if idle.wonders() && let Ok(batch) = client.batch(id).await {
                        ticker.aside(|| idle.tell(&self.printer, &batch));
                    }
                }
            }
        }
        summary.end(end);
        Ok(summary)
    }

    fn arrived(
        &self,
        summary: &mut Summary,
        job: &Job,
        got: Result<(home::Got, Vec<Output>)>,
    ) -> Result<()> {
        if self.printer.json {
            let outputs = got.as_ref().map(|(_, outputs)| outputs.as_slice());
            let paths: Vec<_> = outputs
                .unwrap_or_default()
                .iter()
                .map(|output| self.layout.root.join(output.path()))
                .collect();
            self.printer
                .document(&serde_json::json!({ "job": job, "outputs": paths }))?;
        }
        summary.arrived(job, got);
        Ok(())
    }
}
