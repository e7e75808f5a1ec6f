//! Again: fresh URLs of files that did not arrive, from a server that may be away as its store is.

use rgrid_shared::{client::Client, id::JobId, wire::artifacts::ArtifactUrl};
use tokio::sync::Mutex;

use crate::{attach::contact::Contact, exit::Result};

/// Asks for fresh URLs, one file at a time.
pub(super) struct Again<'a, 's> {
    pub(super) client: &'a Client,
    pub(super) id: JobId,
    pub(super) contact: &'a Mutex<Contact<'s>>,
}

impl Again<'_, '_> {
    /// The file with a URL that has not expired; nothing when the job has it no more.
    pub(super) async fn ask(&self, file: &ArtifactUrl) -> Result<Option<ArtifactUrl>> {
        let mut contact = self.contact.lock().await;
        let mut tries = 0_u32;
        let answer = loop {
            match contact.during(self.client.artifacts(self.id)).await {
                Err(error) if error.is_transient() => {
                    tries = tries.saturating_add(1);
                    let paused = contact.pause(tries).await;
                    paused
                        .map_err(|failure| failure.hint(format!("rgrid download {}", self.id)))?;
                }
                answer => break answer,
            }
        };
        contact.heard();
        let same = |fresh: &ArtifactUrl| fresh.artifact.path == file.artifact.path;
        Ok(answer?.artifacts.into_iter().find(same))
    }
}
