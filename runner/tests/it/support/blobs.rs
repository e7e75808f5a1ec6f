//! A store of blobs behind URLs.

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use futures_util::StreamExt as _;
use rgrid_shared::digest::{Digest, Hasher};

use super::plane::Plane;

/// Larger blobs are hashed and forgotten.
const KEEP: usize = 4 << 20;

pub(crate) async fn get(State(plane): State<Plane>, Path(digest): Path<Digest>) -> Response {
    let left = plane.lock().failing_gets.checked_sub(1);
    if let Some(left) = left {
        plane.lock().failing_gets = left;
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    match plane.lock().blobs.get(&digest) {
        Some(bytes) => bytes.clone().into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A blob that is never held: so many zeros, in whole mebibytes.
pub(crate) async fn zeros(Path(size): Path<usize>) -> Response {
    let block = bytes::Bytes::from(vec![0; 1 << 20]);
    let blocks = std::iter::repeat_n(Ok::<_, std::convert::Infallible>(block), size >> 20);
    Body::from_stream(futures_util::stream::iter(blocks)).into_response()
}

pub(crate) async fn put(
    State(plane): State<Plane>,
    Path(digest): Path<Digest>,
    headers: HeaderMap,
    body: Body,
) -> StatusCode {
    {
        let mut plane = plane.lock();
        plane.puts += 1;
        if plane.failing_puts > 0 {
            plane.failing_puts -= 1;
            return StatusCode::SERVICE_UNAVAILABLE;
        }
    }
    if plane.lock().stuck_puts {
        return std::future::pending().await;
    }
    let (mut hasher, mut bytes) = (Hasher::default(), Vec::new());
    let mut body = body.into_data_stream();
    while let Some(Ok(piece)) = body.next().await {
        hasher.update(&piece);
        if bytes.len() < KEEP {
            bytes.extend_from_slice(&piece);
        }
    }
    let (found, size) = hasher.finish();
    let length: u64 = headers["content-length"].to_str().unwrap().parse().unwrap();
    if found != digest || size != length || headers["x-amz-checksum-sha256"] != digest.base64() {
        return StatusCode::BAD_REQUEST;
    }
    let mut plane = plane.lock();
    plane.blobs.insert(digest, bytes);
    plane.stored.insert(digest);
    StatusCode::OK
}
