//! Stage in: the input files, fetched while hashed, put in place beneath the working directory.
//!
//! Owns what stood there before the command ran. A wrong byte is an error, never a file.

#[cfg(test)]
mod tests;

use std::{collections::HashMap, io, pin::pin, sync::Arc, time::Duration};

use bytes::Bytes;
use futures_util::{
    FutureExt as _, Stream, StreamExt as _, TryStreamExt as _, future::BoxFuture, stream,
};
use reqwest::Client;
use rgrid_shared::{
    digest::Hasher,
    path::RelPath,
    spec::{BlobRef, Input},
    wire::node::Source,
};
use tokio::io::AsyncWriteExt as _;

use crate::{
    backoff::Backoff,
    beneath::Root,
    blobs::Blobs,
    http::{self, TransferError},
    stamp::Stamp,
};

const PARALLEL: usize = 8;
const TRIES: u32 = 5;

/// What was put in: the files as they were when the command started.
pub(crate) type Known = HashMap<RelPath, (Stamp, Input)>;

/// An input that could not be put in place.
#[derive(Debug, thiserror::Error)]
#[error("the input {path:?} could not be put in place: {cause}")]
pub(crate) struct StageInError {
    path: String,
    cause: TransferError,
}

/// An input in place, as it was then.
type Placed = Result<(RelPath, (Stamp, Input)), StageInError>;

/// Puts all inputs in place.
pub(crate) async fn stage_in<'a>(
    blobs: &'a Arc<Blobs>,
    root: &'a Root,
    files: impl Iterator<Item = (&'a Input, &'a Source)>,
) -> Result<Known, StageInError> {
    let files: Vec<_> = files.map(|file| stage_one(blobs, root, file)).collect();
    stream::iter(files)
        .buffer_unordered(PARALLEL)
        .try_collect()
        .await
}

fn stage_one<'a>(
    blobs: &'a Arc<Blobs>,
    root: &'a Root,
    (input, source): (&'a Input, &'a Source),
) -> BoxFuture<'a, Placed> {
    let staged = async move {
        let stamp = place(blobs, root, input, source).await;
        let stamp = stamp.map_err(|cause| StageInError {
            path: input.path.to_string(),
            cause,
        })?;
        Ok((input.path.clone(), (stamp, input.clone())))
    };
    staged.boxed()
}

async fn place(
    blobs: &Arc<Blobs>,
    root: &Root,
    input: &Input,
    source: &Source,
) -> Result<Stamp, TransferError> {
    let file = root.create(&input.path, input.executable)?;
    let mut file = tokio::fs::File::from_std(file);
    let blob = BlobRef {
        digest: input.digest,
        size: input.size,
    };
    blobs.fill(&mut file, blob, source).await?;
    Ok(Stamp::of(&file.into_std().await.metadata()?))
}

/// Fills an empty file with the blob's bytes; tries again from the start when the connection fails.
pub(crate) async fn fill(
    client: &Client,
    file: &mut tokio::fs::File,
    blob: BlobRef,
    source: &Source,
) -> Result<(), TransferError> {
    let mut backoff = Backoff::new(Duration::from_millis(200), Duration::from_secs(5));
    let mut tries = 1;
    loop {
        let done = match source {
            Source::Inline(bytes) => {
                let bytes = stream::iter([Ok(bytes.0.clone())]);
                write(file, blob, bytes).await
            }
            Source::Get(url) => match http::get(client, url).await {
                Ok(bytes) => write(file, blob, bytes.map_err(TransferError::from)).await,
                Err(error) => Err(error),
            },
        };
        match done {
            Err(error) if error.is_transient() && tries < TRIES => {
                tries = tries.saturating_add(1);
                tokio::time::sleep(backoff.pause()).await;
                rewind(file).await?;
            }
            other => return other,
        }
    }
}

async fn rewind(file: &mut tokio::fs::File) -> io::Result<()> {
    tokio::io::AsyncSeekExt::rewind(file).await?;
    file.set_len(0).await
}

/// Writes the bytes while hashing them; never more than were promised.
async fn write(
    file: &mut tokio::fs::File,
    blob: BlobRef,
    bytes: impl Stream<Item = Result<Bytes, TransferError>>,
) -> Result<(), TransferError> {
    let mut bytes = pin!(bytes);
    let mut hasher = Hasher::default();
    let mut left = blob.size;
    while let Some(piece) = bytes.try_next().await? {
        left = left
            .checked_sub(piece.len() as u64)
            .ok_or(TransferError::Mismatch)?;
        hasher.update(&piece);
        file.write_all(&piece).await?;
    }
    file.flush().await?;
    if hasher.finish() != (blob.digest, blob.size) {
        return Err(TransferError::Mismatch);
    }
    Ok(())
}
