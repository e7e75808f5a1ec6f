//! Fetching and storing blobs by signed URLs, streamed.

#[cfg(test)]
mod tests;

use std::{io, time::Duration};

use bytes::Bytes;
use futures_util::Stream;
use reqwest::{Body, Client, RequestBuilder, StatusCode, header::CONTENT_LENGTH};
use rgrid_shared::wire::blobs::SignedUrl;

/// Why a transfer failed; the address is left out, for its signature is a secret.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TransferError {
    /// The other side answered no.
    #[error("the storage answered {0}")]
    Refused(StatusCode),
    /// The connection failed.
    #[error("the storage could not be reached: {0}")]
    Connection(String),
    /// The file failed.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The bytes are not those that were promised.
    #[error("the bytes that came are not the ones that were promised")]
    Mismatch,
}

impl TransferError {
    /// Whether trying again may help.
    pub(crate) fn is_transient(&self) -> bool {
        match self {
            Self::Refused(status) => {
                status.is_server_error()
                    || matches!(
                        *status,
                        StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT
                    )
            }
            Self::Connection(_) | Self::Mismatch => true,
            Self::Io(_) => false,
        }
    }
}

impl From<reqwest::Error> for TransferError {
    fn from(error: reqwest::Error) -> Self {
        let error = error.without_url();
        let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}"));
        Self::Connection(format!("{error}{}", cause.unwrap_or_default()))
    }
}

/// A client that never waits forever.
pub(crate) fn client() -> Result<Client, reqwest::Error> {
    Client::builder()
        .user_agent(concat!("rgrid-runner/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(Duration::from_secs(10))
        .read_timeout(Duration::from_mins(1))
        .build()
}

/// Asks for the bytes at `source`.
pub(crate) async fn get(
    client: &Client,
    source: &SignedUrl,
) -> Result<impl Stream<Item = reqwest::Result<Bytes>> + use<>, TransferError> {
    let answer = signed(client.get(&source.url), source).send().await?;
    if !answer.status().is_success() {
        return Err(TransferError::Refused(answer.status()));
    }
    Ok(answer.bytes_stream())
}

/// Stores `size` bytes of `body` at `target`.
pub(crate) async fn put(
    client: &Client,
    target: &SignedUrl,
    size: u64,
    body: Body,
) -> Result<(), TransferError> {
    let request = signed(client.put(&target.url), target).header(CONTENT_LENGTH, size);
    let answer = request.body(body).send().await?;
    if !answer.status().is_success() {
        return Err(TransferError::Refused(answer.status()));
    }
    Ok(())
}

/// Adds the signed headers, but for those that the connection itself says.
fn signed(mut request: RequestBuilder, signed: &SignedUrl) -> RequestBuilder {
    for (name, value) in &signed.headers {
        let name = name.to_ascii_lowercase();
        if !matches!(name.as_str(), "host" | "content-length") {
            request = request.header(name, value);
        }
    }
    request
}
