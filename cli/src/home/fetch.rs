//! Fetching: each artifact into its place, repeated when the network stumbles.

mod again;
mod came;
mod got;

use std::{sync::Arc, time::Duration};

use futures_util::{StreamExt, stream};
use rgrid_shared::{
    client::{self, Client, ClientError, Http},
    id::JobId,
    spec::BlobRef,
    wire::artifacts::ArtifactUrl,
};

use tokio::sync::Mutex;

use super::{beneath::Landing, layout::Goes};
use crate::{
    attach::{
        Patience,
        contact::Contact,
        leave::{Noun, Stage, Subject},
    },
    exit::{Failure, Result},
    printer::Printer,
    progress::{Progress, Way},
};
use again::Again;
pub use got::Got;

/// How many files are on their way at the same time.
const AT_ONCE: usize = 6;
/// Waits between the tries of one file.
const WAITS_MS: [u64; 4] = [200, 1_000, 3_000, 5_000];

/// Fetches artifacts.
pub struct Fetcher {
    client: Client,
    http: Http,
}

impl Fetcher {
    /// A fetcher beside `client`.
    #[must_use]
    pub fn new(client: &Client) -> Self {
        Self {
            client: client.clone(),
            http: Http::new(Duration::from_mins(1)),
        }
    }

    /// Brings `wanted` of job `id` home; all are tried, the first failure is told.
    ///
    /// # Errors
    /// When a place cannot be written, or the store cannot be reached.
    pub async fn fetch(
        &self,
        id: JobId,
        wanted: Vec<(ArtifactUrl, Goes)>,
        printer: &Printer,
    ) -> Result<Got> {
        let bytes = wanted.iter().fold(0_u64, |sum, (file, _)| {
            sum.saturating_add(file.artifact.size)
        });
        let got = Got {
            files: wanted.len(),
            bytes,
        };
        let progress = Arc::new(Progress::bytes(printer, Way::Fetching, bytes));
        let subject = Subject::new(Noun::Job, &id);
        subject.stage.set(Stage::Fetching);
        let line = Arc::clone(&progress);
        let contact = Mutex::new(Contact::new(&subject, printer, line, Patience::default()));
        let again = Again {
            client: &self.client,
            id,
            contact: &contact,
        };
        let fetching = stream::iter(wanted).map(|(file, goes)| {
            let (again, progress) = (&again, &progress);
            async move { self.one(again, file, &goes, progress).await }
        });
        let results: Vec<_> = fetching.buffer_unordered(AT_ONCE).collect().await;
        results.into_iter().collect::<Result<()>>()?;
        Ok(got)
    }

    async fn one(
        &self,
        again: &Again<'_, '_>,
        mut file: ArtifactUrl,
        goes: &Goes,
        progress: &Progress,
    ) -> Result<()> {
        if came::land(&file, goes)? {
            progress.add(file.artifact.size);
            return Ok(());
        }
        let mut waits = WAITS_MS.into_iter();
        loop {
            let error = match self.attempt(&file, goes, progress).await? {
                Ok(()) => return Ok(()),
                Err(error) => error,
            };
            let Some(wait) = waits.next() else {
                let failure = Failure::transfer("fetch", &goes.root.join(&goes.path), error);
                return Err(failure.hint(format!("rgrid download {}", again.id)));
            };
            tokio::time::sleep(Duration::from_millis(wait)).await;
            if let Some(fresh) = again.ask(&file).await? {
                file = fresh;
            }
        }
    }

    /// One try; what another try may mend is the inner error.
    async fn attempt(
        &self,
        file: &ArtifactUrl,
        goes: &Goes,
        progress: &Progress,
    ) -> Result<Result<(), ClientError>> {
        let (landing, local) = Landing::open(&goes.root, &goes.path)?;
        let mut out = tokio::fs::File::from_std(local);
        let artifact = &file.artifact;
        let blob = BlobRef {
            digest: artifact.digest,
            size: artifact.size,
        };
        match client::get_blob(&self.http, &file.get, blob, &mut out, |bytes| {
            progress.add(bytes);
        })
        .await
        {
            Ok(()) => {}
            Err(ClientError::Io(error)) => {
                return Err(Failure::file("write", &goes.root.join(&goes.path), &error));
            }
            Err(error) => return Ok(Err(error)),
        }
        let local = out.into_std().await;
        landing.land(&local, artifact.executable).map(Ok)
    }
}
