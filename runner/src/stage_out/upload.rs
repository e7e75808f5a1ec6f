//! Bringing outputs home: asking where to PUT them, and streaming them from the file.

use std::{
    collections::{BTreeMap, HashSet},
    path::Path,
    time::Duration,
};

use futures_util::{FutureExt as _, StreamExt as _, TryStreamExt as _, stream};
use reqwest::{Body, Client};
use rgrid_shared::{
    digest::Digest,
    spec::BlobRef,
    wire::{artifacts::Artifact, blobs::Upload},
};
use tokio::io::AsyncReadExt as _;
use tokio_util::io::ReaderStream;

use crate::{
    backoff::Backoff,
    beneath::Root,
    http::{self, TransferError},
    port::Desk,
};

/// Files sent at the same time.
const PARALLEL: usize = 4;
/// How often one file is tried; each time with a fresh URL.
const TRIES: u32 = 6;
/// Blobs asked for in one message.
const ASK: usize = 500;

/// Outputs that could not be brought home.
#[derive(Debug, thiserror::Error)]
#[error("the outputs could not be uploaded: {0}")]
pub(crate) struct UploadsFailed(TransferError);

/// Uploads outputs of one attempt.
pub(crate) struct Uploader<'a> {
    /// For the transfers.
    pub(crate) client: &'a Client,
    /// Where the outputs are.
    pub(crate) root: &'a Root,
    /// Where to ask for URLs.
    pub(crate) desk: &'a mut Desk,
}

impl Uploader<'_> {
    /// Uploads every blob of `artifacts` that `wanted` names and the store lacks.
    pub(crate) async fn upload(
        &mut self,
        artifacts: &[Artifact],
        wanted: &HashSet<Digest>,
    ) -> Result<(), UploadsFailed> {
        let wanted = artifacts
            .iter()
            .filter(|artifact| wanted.contains(&artifact.digest));
        let files: BTreeMap<BlobRef, &Artifact> =
            wanted.map(|artifact| (blob(artifact), artifact)).collect();
        let blobs: Vec<BlobRef> = files.keys().copied().collect();
        let mut backoff = Backoff::new(Duration::from_millis(200), Duration::from_secs(10));
        for _ in 1..TRIES {
            match self.round(&files, &blobs).await {
                Ok(()) => return Ok(()),
                Err(error) => tracing::warn!(%error, "an upload failed; trying again"),
            }
            // The next answer leaves out what arrived meanwhile.
            tokio::time::sleep(backoff.pause()).await;
        }
        self.round(&files, &blobs).await.map_err(UploadsFailed)
    }

    async fn round(
        &mut self,
        files: &BTreeMap<BlobRef, &Artifact>,
        blobs: &[BlobRef],
    ) -> Result<(), TransferError> {
        for some in blobs.chunks(ASK) {
            let missing = self.desk.request_uploads(some.to_vec()).await;
            let sends: Vec<_> = missing
                .into_iter()
                .filter_map(|upload| Some((*files.get(&upload.blob)?, upload)))
                .map(|(artifact, upload)| send(self.client, self.root, artifact, upload).boxed())
                .collect();
            let sent = stream::iter(sends);
            sent.buffer_unordered(PARALLEL).try_collect::<()>().await?;
        }
        Ok(())
    }
}

fn blob(artifact: &Artifact) -> BlobRef {
    BlobRef {
        digest: artifact.digest,
        size: artifact.size,
    }
}

/// Streams one file; the store checks length and checksum against what was signed.
async fn send(
    client: &Client,
    root: &Root,
    artifact: &Artifact,
    upload: Upload,
) -> Result<(), TransferError> {
    let file = root.file(Path::new(artifact.path.as_str()))?;
    if !file.metadata()?.is_file() {
        return Err(TransferError::Mismatch);
    }
    let file = tokio::fs::File::from_std(file).take(artifact.size);
    let body = Body::wrap_stream(ReaderStream::with_capacity(file, 256 << 10));
    http::put(client, &upload.put, artifact.size, body).await
}
