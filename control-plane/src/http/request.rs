//! Around every request: its id, its span, its end in the log, and the body of its error.

#[cfg(test)]
mod tests;

use std::{any::Any, panic::AssertUnwindSafe, time::Instant};

use axum::{
    Json,
    extract::{MatchedPath, Request},
    http::{HeaderValue, header::RETRY_AFTER},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::FutureExt as _;
use rgrid_shared::{
    error::{ApiError, ErrorBody, ErrorCode},
    id::RequestId,
};
use tracing::Instrument as _;

use super::error::{Answered, Error};

const REQUEST_ID: &str = "x-request-id";

/// Gives the request an id and a span, and its error a body.
pub(crate) async fn around(request: Request, next: Next) -> Response {
    let id = request_id(&request);
    let span = tracing::info_span!(
        "request",
        request.id = %id,
        method = %request.method(),
        route = route(&request),
        account.id = tracing::field::Empty,
        key.id = tracing::field::Empty,
    );
    async move {
        let started = Instant::now();
        let answer = AssertUnwindSafe(next.run(request)).catch_unwind().await;
        let mut response = answer.unwrap_or_else(|panic| panicked(panic.as_ref()));
        if let Some(Answered(error)) = response.extensions_mut().remove() {
            response = with_body(response, error, id);
        }
        if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
            response.headers_mut().insert(REQUEST_ID, value);
        }
        let status = response.status().as_u16();
        let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(status, duration_ms, "answered");
        response
    }
    .instrument(span)
    .await
}

/// The caller's id for this request, when it is one of ours; else a new one.
fn request_id(request: &Request) -> RequestId {
    let given = request.headers().get(REQUEST_ID);
    let given = given.and_then(|value| value.to_str().ok());
    given.and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// The route's pattern: unlike the path, it holds nothing of the user's.
fn route(request: &Request) -> &str {
    let matched = request.extensions().get::<MatchedPath>();
    matched.map_or("none", MatchedPath::as_str)
}

fn panicked(panic: &(dyn Any + Send)) -> Response {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let cause = format!("panic: {}", text.unwrap_or("of unknown kind"));
    Error::Internal(cause).into_response()
}

fn with_body(response: Response, mut error: ApiError, id: RequestId) -> Response {
    error.request_id = id.to_string();
    let code = error.code;
    let (mut parts, _) = response.into_parts();
    let (body_parts, body) = Json(ErrorBody { error }).into_response().into_parts();
    parts.headers.extend(body_parts.headers);
    if matches!(code, ErrorCode::Unavailable | ErrorCode::RateLimitExceeded) {
        parts
            .headers
            .insert(RETRY_AFTER, HeaderValue::from_static("2"));
    }
    Response::from_parts(parts, body)
}
