//! Taking in a body: to the disk and through the hashes, a piece at a time.

mod sink;

use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt;
use rgrid_shared::digest::Digest;
use s3s::dto::StreamingBlob;
use s3s::{S3Error, S3ErrorCode, S3Result, s3_error};
use tokio::time::timeout;

use super::files::{Files, Temp};
use super::work;
use sink::Sink;

/// Bytes that are gathered before they are written; also all that one transfer keeps in memory.
const PIECE: usize = 1 << 20;
/// The longest silence of a client within a body.
const SILENCE: Duration = Duration::from_mins(1);

/// What the client promises about the body.
#[derive(Debug, Default)]
pub(super) struct Promise {
    pub(super) length: Option<i64>,
    /// Base64 of the SHA-256.
    pub(super) sha256: Option<String>,
    /// Base64 of the MD5.
    pub(super) md5: Option<String>,
}

/// A body on the disk, synced, and as promised.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) temp: Temp,
    pub(super) size: u64,
    pub(super) sha256: Digest,
}

/// Writes the body to `temp` and checks it against its promise.
pub(super) async fn receive(
    body: Option<StreamingBlob>,
    promise: Promise,
    temp: Temp,
    files: Files,
) -> S3Result<Received> {
    let length = promise.length.and_then(|n| u64::try_from(n).ok());
    let length = length.ok_or_else(|| s3_error!(MissingContentLength))?;
    let mut body = body.unwrap_or_else(|| StreamingBlob::from(s3s::Body::empty()));
    let (mut pieces, mut ended) = next(&mut body).await?;
    let with_md5 = promise.md5.is_some();
    let mut sink = work::run(move || {
        let mut sink = Sink::create(temp, with_md5)?;
        sink.write(pieces, length)?;
        Ok(sink)
    })
    .await?;
    while !ended {
        (pieces, ended) = next(&mut body).await?;
        sink = work::run(move || {
            sink.write(pieces, length)?;
            Ok(sink)
        })
        .await?;
    }
    work::run(move || sink.finish(&promise, length, &files)).await
}

/// About [`PIECE`] bytes, and whether they are the last.
async fn next(body: &mut StreamingBlob) -> S3Result<(Vec<Bytes>, bool)> {
    let (mut pieces, mut gathered) = (Vec::new(), 0_usize);
    while gathered < PIECE {
        let silent = |_| s3_error!(RequestTimeout, "nothing came for a minute");
        let Some(piece) = timeout(SILENCE, body.next()).await.map_err(silent)? else {
            return Ok((pieces, true));
        };
        let piece = piece.map_err(|e| S3Error::with_source(S3ErrorCode::IncompleteBody, e))?;
        gathered = gathered.saturating_add(piece.len());
        pieces.push(piece);
    }
    Ok((pieces, false))
}
