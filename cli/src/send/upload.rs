//! Uploading: missing blobs by signed PUT, streamed from disk, several at a time, then committed.

mod patient;

use std::{future, pin::pin, sync::Arc, time::Duration};

use futures_util::{Stream, StreamExt as _, TryStreamExt as _, stream};
use rgrid_shared::{
    client::{self, Client, ClientError, Http},
    limits::MAX_BLOBS_AT_ONCE,
    spec::BlobRef,
    wire::blobs::Upload,
};

use super::{
    Blobs,
    stamp::{Origin, Stamp, changed},
};
use crate::{
    exit::{Failure, Result},
    printer::Printer,
    progress::{Progress, Way},
};

/// How many files are on their way at the same time.
const AT_ONCE: usize = 16;
/// How many are committed at a time, so that jobs may start before everything is there.
const COMMIT: usize = 50;
/// How many commits are under way while the next files go.
const COMMITS: usize = 2;
/// Waits between the tries of one file, or of one question about files.
const WAITS_MS: [u64; 4] = [200, 1_000, 3_000, 5_000];

/// Uploads those of `blobs` that the server does not have: the `first` ones and as many more as make
/// `total`.
///
/// # Errors
/// When a file changed or cannot be read, or the store cannot be reached.
pub async fn upload(
    client: &Client,
    blobs: &Blobs,
    (first, total): (Vec<Upload>, usize),
    printer: &Printer,
) -> Result<()> {
    if first.is_empty() {
        return Ok(());
    }
    let http = Http::new(Duration::from_mins(1));
    let progress = Arc::new(Progress::bytes(printer, Way::Sending, 0));
    let others = if total > first.len() {
        blobs.files_besides(&first)
    } else {
        Vec::new()
    };
    let sending = pages(client, first, &others)
        .map_ok(|page| {
            let sizes = page.iter().map(|upload| upload.blob.size);
            progress.expect(sizes.fold(0, u64::saturating_add));
            stream::iter(page.into_iter().map(Ok))
        })
        .try_flatten()
        .map_ok(|upload| send(client, &http, blobs, upload, Arc::clone(&progress)));
    let stored = sending
        .try_buffer_unordered(AT_ONCE)
        .try_chunks(COMMIT)
        .map_err(|error| error.1);
    let commits = stored
        .map_ok(|blobs| commit(client, blobs))
        .try_buffer_unordered(COMMITS);
    pin!(commits).try_collect().await
}

/// Upload addresses: the first ones, and the others when they are about to be used, so that none
/// expires meanwhile.
fn pages<'a>(
    client: &'a Client,
    first: Vec<Upload>,
    others: &'a [BlobRef],
) -> impl Stream<Item = Result<Vec<Upload>>> + 'a {
    let more = stream::iter(others.chunks(MAX_BLOBS_AT_ONCE)).then(async |blobs| {
        let answer = patient::ask(|| client.request_uploads(blobs.to_vec())).await?;
        Ok(answer.missing)
    });
    stream::once(future::ready(Ok(first))).chain(more)
}

async fn send(
    client: &Client,
    http: &Http,
    blobs: &Blobs,
    mut upload: Upload,
    progress: Arc<Progress>,
) -> Result<BlobRef> {
    let blob = upload.blob;
    let Some((_, Origin::File(path, stamp))) = blobs.origins.get(&blob.digest) else {
        return Err(Failure::internal(format!(
            "the server asks for a file that was not offered: {}",
            blob.digest
        )));
    };
    let same = || stamp.is_none_or(|stamp| Stamp::of(path).is_ok_and(|now| now == stamp));
    let mut waits = WAITS_MS.into_iter();
    loop {
        if !same() {
            return Err(changed(path));
        }
        let seen = Arc::clone(&progress);
        let error = match client::put_file(http, &upload, path, move |bytes| seen.add(bytes)).await
        {
            Ok(()) if same() => return Ok(blob),
            Ok(()) => return Err(changed(path)),
            Err(_) if !same() => return Err(changed(path)),
            Err(ClientError::Io(error)) => return Err(Failure::file("read", path, &error)),
            Err(error) => error,
        };
        let Some(wait) = waits.next() else {
            return Err(Failure::transfer("send", path, error).hint("type it again"));
        };
        tokio::time::sleep(Duration::from_millis(wait)).await;
        // The URL may have expired, or another run may have stored the blob meanwhile.
        let answer = patient::ask(|| client.request_uploads(vec![blob])).await?;
        match answer.missing.into_iter().next() {
            Some(fresh) => upload = fresh,
            None => return Ok(blob),
        }
    }
}

async fn commit(client: &Client, blobs: Vec<BlobRef>) -> Result<()> {
    let answer = patient::ask(|| client.commit_blobs(blobs.clone())).await?;
    match answer.missing.first() {
        None => Ok(()),
        Some(digest) => Err(Failure::internal(format!(
            "the store does not have what was sent: {digest}"
        ))
        .hint("type it again")),
    }
}
