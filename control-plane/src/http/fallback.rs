//! What a request gets that no route serves.

use axum::http::{Method, Uri};
use rgrid_shared::error::{ApiError, ErrorCode};

use super::error::Error;

/// The path is no route.
pub(crate) async fn no_route(uri: Uri) -> Error {
    ApiError::not_found("route", shown(&uri))
        .hinted("GET /openapi.json lists every route")
        .into()
}

/// The path is a route, but not for this method.
pub(crate) async fn no_method(method: Method, uri: Uri) -> Error {
    let message = format!("{} does not take {method}", shown(&uri));
    ApiError::new(ErrorCode::ResourceNotFound, message)
        .hinted("GET /openapi.json lists every route")
        .into()
}

fn shown(uri: &Uri) -> String {
    uri.path().chars().take(200).collect()
}
