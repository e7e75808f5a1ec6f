//! Reuse: items that succeeded before. Their files are here still, or are fetched once more.

use futures_util::{
    StreamExt,
    stream::{self, FuturesUnordered},
};
use rgrid_shared::{client::Client, wire::jobs::Job};
use tokio::task::spawn_blocking;

use super::{Collect, ITEMS};
use crate::{
    exit::Result,
    home::Fetcher,
    receipt::{self, Item},
};

/// How many items' lists of files are asked for at the same time.
const LISTS: usize = 8;

impl Collect {
    /// Takes all items that succeeded before.
    pub(in crate::commands::run::many) async fn reuse(&mut self, client: &Client) -> Result<()> {
        let gone = self.keep().await?;
        let fetcher = Fetcher::new(client);
        let mut lists = stream::iter(gone)
            .map(|(place, job)| async move { (client.artifacts(job.id).await, place, job) })
            .buffered(LISTS);
        let mut fetching = FuturesUnordered::new();
        while let Some((list, place, job)) = lists.next().await {
            let files = list?.artifacts;
            fetching.push(self.fetch(&fetcher, Some(place), Box::new(job), files));
            if fetching.len() >= ITEMS
                && let Some((place, job, got)) = fetching.next().await
            {
                self.fetched_again(place, &job, got)?;
            }
        }
        while let Some((place, job, got)) = fetching.next().await {
            self.fetched_again(place, &job, got)?;
        }
        Ok(())
    }

    /// Takes those whose files are here as the receipt says; the others are given back.
    async fn keep(&mut self) -> Result<Vec<(usize, Job)>> {
        let before = std::mem::take(&mut self.before);
        if self.remote_only || before.is_empty() {
            return Ok(Vec::new());
        }
        let mut receipts = receipt::items(&self.layout.root);
        let root = &self.layout.root;
        let looks = stream::iter(before).map(|(place, job)| {
            let (item, root) = (receipts.remove(&job.id), root.clone());
            async move {
                let look = spawn_blocking(move || item.filter(|item| item.is_in(&root)));
                (place, job, look.await.ok().flatten())
            }
        });
        let looked: Vec<(usize, Job, Option<Item>)> = looks.buffered(ITEMS).collect().await;
        let mut gone = Vec::new();
        for (place, job, item) in looked {
            match item {
                Some(item) => self.kept(place, &job, item)?,
                None => gone.push((place, job)),
            }
        }
        Ok(gone)
    }

    fn kept(&mut self, place: usize, job: &Job, item: Item) -> Result<()> {
        for output in item.outputs() {
            self.layout.keep(output.path());
        }
        self.document(job, item.outputs(), true)?;
        self.summary.reused(item.at(place));
        Ok(())
    }
}
