//! The artifacts that did not fit into a follower's message.

use super::Client;
use crate::{id::JobId, wire::artifacts::ArtifactUrl};

impl Client {
    /// Reads on until all artifacts of the job are there; nothing when the server stops answering.
    ///
    /// Each page is kept as it comes, so a caller that gives up waiting loses one page at most.
    pub(super) async fn rest(
        &self,
        job: JobId,
        artifacts: &mut Vec<ArtifactUrl>,
        more: &mut bool,
    ) -> Option<()> {
        while *more {
            let last = artifacts.last().map(|last| last.artifact.path.clone());
            let page = self.artifacts_after(job, last.as_ref()).await.ok()?;
            *more = page.next.is_some();
            artifacts.extend(page.artifacts);
        }
        Some(())
    }
}
