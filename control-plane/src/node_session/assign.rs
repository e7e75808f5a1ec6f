//! An assignment: what to run, and where each of its files comes from.

use std::time::Duration;

use rgrid_shared::{
    digest::Digest,
    id::AccountId,
    limits::{MAX_INLINE_BLOB_BYTES, MAX_INLINE_BYTES},
    runtime,
    spec::Input,
    wire::{
        blobs::Base64Bytes,
        node::{Assignment, DependencyFiles, Source},
    },
};
use tokio::time::timeout;

use crate::{app::AppState, blob::BlobKey, db::lease::Claimed};

/// How long URLs for nodes are good.
pub(super) const URL_LIFE: Duration = Duration::from_hours(1);
/// A small blob that the store does not give in this time goes as a URL.
const FETCH_WITHIN: Duration = Duration::from_secs(2);

/// Makes the assignment of a claimed job.
pub(super) async fn assignment(state: &AppState, claimed: Claimed) -> Assignment {
    let mut spec = claimed.spec;
    // The node need not know why it is asked.
    let tell_ran_in = spec.reuse.take().is_some() || spec.dependencies.is_some();
    runtime::add_env(&mut spec);
    let mut files = Files {
        state,
        account: claimed.account.to_string(),
        inline_left: MAX_INLINE_BYTES,
    };
    let mut inputs = Vec::with_capacity(spec.inputs.len());
    for input in &spec.inputs {
        inputs.extend(files.source(input.digest, input.size).await);
    }
    let stdin = match spec.stdin {
        Some(blob) => files.source(blob.digest, blob.size).await,
        None => None,
    };
    let dependencies = match &spec.dependencies {
        Some(said) => Some(files.all(claimed.account, &said.files).await),
        None => None,
    };
    Assignment {
        attempt: claimed.attempt,
        number: claimed.number,
        job: claimed.job,
        image: claimed.image,
        spec,
        inputs,
        stdin,
        dependencies,
        tell_ran_in,
    }
}

struct Files<'a> {
    state: &'a AppState,
    account: String,
    inline_left: usize,
}

impl Files<'_> {
    /// Where the files come from that say what is installed.
    async fn all(&mut self, account: AccountId, said: &[Input]) -> DependencyFiles {
        let mut files = Vec::with_capacity(said.len());
        for file in said {
            files.extend(self.source(file.digest, file.size).await);
        }
        DependencyFiles { account, files }
    }

    /// Where a blob comes from; nothing only for a key that cannot be, as its account is a valid id.
    async fn source(&mut self, digest: Digest, size: u64) -> Option<Source> {
        let key = BlobKey::new(&self.account, digest).ok()?;
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        if size <= MAX_INLINE_BLOB_BYTES.min(self.inline_left)
            && let Some(bytes) = self.small(&key).await
        {
            self.inline_left = self.inline_left.saturating_sub(bytes.len());
            return Some(Source::Inline(Base64Bytes(bytes)));
        }
        Some(Source::Get(
            self.state.blobs.presign_get(&key, None, URL_LIFE),
        ))
    }

    async fn small(&self, key: &BlobKey) -> Option<bytes::Bytes> {
        if let Some(bytes) = self.state.small_blobs.get(key) {
            return Some(bytes);
        }
        let fetched = self.state.blobs.get(key, MAX_INLINE_BLOB_BYTES);
        match timeout(FETCH_WITHIN, fetched).await {
            Ok(Ok(bytes)) => {
                self.state.small_blobs.put(key, bytes.clone());
                Some(bytes)
            }
            Ok(Err(error)) => {
                tracing::warn!(%error, "a small blob goes to the node as a URL");
                None
            }
            Err(_) => None,
        }
    }
}
