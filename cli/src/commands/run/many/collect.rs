//! Collecting: the items of a batch brought home as each ends, several at a time, with progress.

use futures_util::{StreamExt, stream::FuturesUnordered};
use rgrid_shared::{
    client::Client,
    id::BatchId,
    job::JobState,
    wire::{artifacts::ArtifactUrl, batches::Batch, jobs::Job},
};

use super::{report::Summary, ticker::Ticker};
use crate::{
    attach::{
        Patience,
        batch::{BatchWatch, News},
    },
    exit::Result,
    home::{self, Fetcher, Goes},
    plan::Places,
    printer::Printer,
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
}

impl Collect {
    /// Follows the batch to its end.
    pub(super) async fn follow(mut self, client: &Client, id: BatchId) -> Result<Summary> {
        let fetcher = Fetcher::new(client)?;
        let mut watch = BatchWatch::new(client, id);
        let mut fetching = FuturesUnordered::new();
        let mut summary = Summary::new(id, self.layout.root.clone(), self.remote_only);
        let mut ticker = Ticker::new(&self.printer);
        let mut end: Option<Batch> = None;
        while end.is_none() || !fetching.is_empty() {
            tokio::select! {
                news = watch.next(Patience::default()), if end.is_none() && fetching.len() < ITEMS => match news? {
                    News::Counts(batch) => ticker.counts(&self.printer, &batch),
                    News::End(batch) => end = Some(batch),
                    News::Item(job, artifacts) => {
                        let wanted = self.wanted(&job, artifacts);
                        let (fetcher, printer) = (&fetcher, self.printer.clone());
                        fetching.push(async move {
                            let paths: Vec<_> = wanted.iter().map(|(_, goes)| goes.root.join(&goes.path)).collect();
                            let got = fetcher.fetch(job.id, wanted, &printer.silent()).await;
                            (job, got.map(|got| (got, paths)))
                        });
                    }
                },
                Some((job, got)) = fetching.next() => self.arrived(&mut summary, &job, got)?,
            }
        }
        summary.batch = end;
        Ok(summary)
    }

    fn arrived(
        &self,
        summary: &mut Summary,
        job: &Job,
        got: Result<(home::Got, Vec<std::path::PathBuf>)>,
    ) -> Result<()> {
        let paths = match got {
            Ok((got, paths)) => {
                summary.files = summary.files.saturating_add(got.files);
                summary.bytes = summary.bytes.saturating_add(got.bytes);
                paths
            }
            Err(failure) => {
                summary.lost.get_or_insert(failure);
                Vec::new()
            }
        };
        if self.printer.json {
            self.printer
                .document(&serde_json::json!({ "job": job, "outputs": paths }))?;
        }
        if job.state != JobState::Succeeded {
            summary.unwell.push(job.clone());
        }
        Ok(())
    }

    /// The artifacts of an item that come home, and where to.
    fn wanted(&mut self, job: &Job, artifacts: Vec<ArtifactUrl>) -> Vec<(ArtifactUrl, Goes)> {
        let index = job.index.and_then(|index| usize::try_from(index).ok());
        let Some(folder) = index.and_then(|index| self.folders.get(index)) else {
            return Vec::new();
        };
        if self.remote_only {
            return Vec::new();
        }
        let mut wanted = Vec::new();
        for file in artifacts {
            let artifact = &file.artifact;
            let unchanged = |input: &rgrid_shared::spec::Input| {
                input.path == artifact.path && input.digest == artifact.digest
            };
            if job.spec.inputs.iter().any(unchanged) {
                continue;
            }
            let path = artifact.path.as_str();
            let path = self.places.stripped(path).unwrap_or(path);
            if let Some(goes) = self.layout.place(folder, path) {
                wanted.push((file, goes));
            }
        }
        wanted
    }
}
