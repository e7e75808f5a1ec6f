//! What came back.

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, Response},
};
use rgrid_shared::error::{ApiError, ErrorBody, ErrorCode};
use serde::de::DeserializeOwned;

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) async fn read(response: Response<Body>) -> Self {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Self {
            status,
            headers,
            body,
        }
    }

    /// The body of an answer that must have this status.
    #[track_caller]
    pub(crate) fn json<T: DeserializeOwned>(&self, status: u16) -> T {
        let text = String::from_utf8_lossy(&self.body);
        assert_eq!(self.status, status, "{text}");
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    /// The error of an answer that must be one, with its code's status and the answer's id.
    #[track_caller]
    pub(crate) fn error(&self, code: ErrorCode) -> ApiError {
        let ErrorBody { error } = self.json(code.http_status());
        assert_eq!(error.code, code, "{error}");
        assert_eq!(self.headers["x-request-id"], error.request_id);
        error
    }

    /// The error of an answer that refuses one field.
    #[track_caller]
    pub(crate) fn refuses(&self, field: &str) -> ApiError {
        let error = self.error(ErrorCode::ValidationError);
        let fields = &error.details["fields"];
        let named = fields.as_array().unwrap().iter();
        assert!(
            named.clone().any(|found| found["field"] == field),
            "{field} is not among {fields}"
        );
        error
    }
}
