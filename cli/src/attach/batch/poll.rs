//! Following a batch by plain requests.

use std::collections::BTreeMap;

use rgrid_shared::{client::ClientError, wire::jobs::JobFilter};

use super::{BatchWatch, News};
use crate::exit::Result;

impl BatchWatch<'_> {
    /// Asks plainly for what ended since; a server that is away is asked again later.
    pub(super) async fn poll(&mut self) -> Result<()> {
        match self.ask().await {
            Err(error) if error.is_transient() => Ok(()),
            answer => Ok(answer?),
        }
    }

    async fn ask(&mut self) -> Result<(), ClientError> {
        let mut filter = JobFilter {
            batch: Some(self.id),
            limit: Some(1_000),
            ..JobFilter::default()
        };
        let (client, every) = (self.client, BTreeMap::new());
        let batch = self.contact.during(client.batch(self.id)).await?;
        self.contact.heard();
        loop {
            let page = client.list_jobs(&filter, &every);
            let page = self.contact.during(page).await?;
            self.contact.heard();
            for job in page.jobs {
                if job.state.is_final() && !self.told.contains(&job.id) {
                    let artifacts = self.contact.during(client.artifacts(job.id)).await?;
                    self.contact.heard();
                    self.item(Box::new(job), artifacts.artifacts);
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
