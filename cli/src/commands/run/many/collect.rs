//! Collecting: the items of a batch brought home as each ends, several at a time, with progress.

mod bring;
mod reuse;

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

use super::{before::Before, fail_fast::FailFast, live::Live, summary::Summary};
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

/// What came home of an item.
type Home = Result<(home::Got, Vec<Output>)>;

/// How many items' files are on their way at the same time.
const ITEMS: usize = 4;
/// Brings a batch's items home.
pub(super) struct Collect {
    pub(super) printer: Printer,
    pub(super) layout: home::Batch,
    pub(super) places: Places,
    /// Of all items.
    pub(super) folders: Vec<String>,
    /// Which of them the batch has, in its order.
    pub(super) todo: Vec<usize>,
    /// What succeeded before.
    pub(super) before: Before,
    pub(super) summary: Summary,
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
        self.reuse(client).await?;
        let fetcher = Fetcher::new(client);
        let printer = self.printer.clone();
        let mut live = Live::new(client, &printer, id, subject);
        // A stream keeps what is under way when another branch is taken.
        let contact = Contact::new(subject, &printer, live.ticker.line(), Patience::default());
        let watch = BatchWatch::new(client, id, contact);
        let mut news = pin!(stream::unfold(watch, |mut watch| async move {
            Some((watch.next().await, watch))
        }));
        let mut fetching = FuturesUnordered::new();
        let mut end: Option<Batch> = None;
        while end.is_none() || !fetching.is_empty() {
            tokio::select! {
                Some(news) = news.next(), if end.is_none() && fetching.len() < ITEMS => match news? {
                    News::Counts(batch) => live.counts(batch),
                    News::End(batch) => {
                        subject.stage.set(Stage::Fetching);
                        end = Some(batch);
                    }
                    News::Item(job, artifacts) => fetching.push(self.fetch(&fetcher, self.place(&job), job, artifacts)),
                },
                Some((place, job, got)) = fetching.next() => {
                    live.ended(&job);
                    self.arrived(place, &job, got)?;
                    self.fail_fast.saw(client, &job, &live.ticker).await?;
                }
                turn = live.turn() => live.act(turn).await?,
            }
        }
        self.summary.end(end);
        Ok(self.summary)
    }

    /// Which item a job of the batch is.
    fn place(&self, job: &Job) -> Option<usize> {
        let index = usize::try_from(job.index?).ok()?;
        self.todo.get(index).copied()
    }

    fn arrived(&mut self, place: Option<usize>, job: &Job, got: Home) -> Result<()> {
        self.document(job, outputs_of(&got), job.reused_from.is_some())?;
        self.summary.arrived(place, job, got);
        Ok(())
    }

    fn fetched_again(&mut self, place: Option<usize>, job: &Job, got: Home) -> Result<()> {
        self.document(job, outputs_of(&got), true)?;
        self.summary.fetched_again(place, job, got);
        Ok(())
    }

    fn document(&self, job: &Job, outputs: &[Output], reused: bool) -> Result<()> {
        if !self.printer.json {
            return Ok(());
        }
        let root = &self.layout.root;
        let paths: Vec<_> = outputs.iter().map(|one| root.join(one.path())).collect();
        let document = serde_json::json!({ "job": job, "outputs": paths, "reused": reused });
        self.printer.document(&document)
    }
}

fn outputs_of(got: &Home) -> &[Output] {
    got.as_ref().map_or(&[], |(_, outputs)| outputs.as_slice())
}
