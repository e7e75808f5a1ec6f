//! Blobs over signed URLs: streamed, checked, without the API key.

use std::path::Path;

use futures_util::StreamExt;
use tokio::{fs::File, io::AsyncWrite, io::AsyncWriteExt};
use tokio_util::io::ReaderStream;

use super::{Client, ClientError, Http, request::api_error};
use crate::{
    digest::Hasher,
    spec::BlobRef,
    wire::blobs::{CommitBlobs, CommittedBlobs, RequestUploads, SignedUrl, Upload, Uploads},
};

/// Sends the file at `path` to a signed URL.
///
/// # Errors
/// When the file cannot be read, the store cannot be reached or refuses.
pub async fn put_file(
    http: &Http,
    upload: &Upload,
    path: &Path,
    progress: impl Fn(u64) + Send + Sync + 'static,
) -> Result<(), ClientError> {
    let file = File::open(path).await?;
    let stream = ReaderStream::with_capacity(file, 256 << 10)
        .inspect(move |piece| progress(piece.as_ref().map_or(0, |bytes| bytes.len() as u64)));
    let mut request = http
        .to(&upload.put.url)?
        .put(&upload.put.url)
        .header("content-length", upload.blob.size);
    for (name, value) in &upload.put.headers {
        if !name.eq_ignore_ascii_case("content-length") {
            request = request.header(name, value);
        }
    }
    let sent = request
        .body(reqwest::Body::wrap_stream(stream))
        .send()
        .await;
    let response = sent.map_err(|error| ClientError::transport(&upload.put.url, &error))?;
    checked(response).map(drop)
}

/// Writes the bytes behind a signed URL into `out`, checking them against the blob's name.
///
/// # Errors
/// When the store cannot be reached or refuses, the bytes are others, or `out` fails.
pub async fn get_blob(
    http: &Http,
    from: &SignedUrl,
    blob: BlobRef,
    out: &mut (impl AsyncWrite + Unpin + Send),
    progress: impl Fn(u64) + Send,
) -> Result<(), ClientError> {
    let mut request = http.to(&from.url)?.get(&from.url);
    for (name, value) in &from.headers {
        request = request.header(name, value);
    }
    let sent = request.send().await;
    let response = sent.map_err(|error| ClientError::transport(&from.url, &error))?;
    let mut stream = checked(response)?.bytes_stream();
    let mut hasher = Hasher::default();
    let mut left = blob.size;
    while let Some(piece) = stream.next().await {
        let piece = piece.map_err(|error| ClientError::transport(&from.url, &error))?;
        // A store that goes on for ever must not fill the disk.
        left = match left.checked_sub(piece.len() as u64) {
            Some(left) => left,
            None => return Err(ClientError::Damaged(blob.digest)),
        };
        hasher.update(&piece);
        out.write_all(&piece).await?;
        progress(piece.len() as u64);
    }
    out.flush().await?;
    if hasher.finish() == (blob.digest, blob.size) {
        Ok(())
    } else {
        Err(ClientError::Damaged(blob.digest))
    }
}

fn checked(response: reqwest::Response) -> Result<reqwest::Response, ClientError> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let mut error = api_error(status, b"");
    error.message = format!("the blob store answered {status}");
    Err(ClientError::Api(Box::new(error)))
}

impl Client {
    /// Fresh upload URLs for those of `blobs` that are not stored.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn request_uploads(&self, blobs: Vec<BlobRef>) -> Result<Uploads, ClientError> {
        self.post("/v1/blobs/uploads", &RequestUploads { blobs })
            .await
    }

    /// Says that `blobs` were uploaded.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn commit_blobs(&self, blobs: Vec<BlobRef>) -> Result<CommittedBlobs, ClientError> {
        self.post("/v1/blobs/commit", &CommitBlobs { blobs }).await
    }
}
