//! Following a batch by plain requests.

use std::collections::BTreeMap;

use rgrid_shared::wire::jobs::JobFilter;
use tokio::time::Instant;

use super::{BatchWatch, News};
use crate::exit::Result;

impl BatchWatch<'_> {
    /// Asks plainly for what ended since; a server that is away is asked again later.
    pub(super) async fn poll(&mut self) -> Result<()> {
        let mut filter = JobFilter {
            batch: Some(self.id),
            limit: Some(1_000),
            ..JobFilter::default()
        };
        let batch = match self.client.batch(self.id).await {
            Err(error) if error.is_transient() => return Ok(()),
            answer => answer?,
        };
        self.heard = Instant::now();
        loop {
            let page = self.client.list_jobs(&filter, &BTreeMap::new()).await?;
            for job in page.jobs {
                if job.state.is_final() && !self.told.contains(&job.id) {
                    let artifacts = self.client.artifacts(job.id).await?.artifacts;
                    self.item(Box::new(job), artifacts);
                }
            }
            filter.before = page.next;
            if page.next.is_none() {
                break;
            }
        }
        let ended = batch.finished_at.is_some();
        self.waiting.push_back(if ended {
            News::End(batch)
        } else {
            News::Counts(batch)
        });
        Ok(())
    }
}
