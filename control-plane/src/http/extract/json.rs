//! JSON bodies.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request, rejection::BytesRejection},
};
use rgrid_shared::{
    error::{ApiError, ErrorCode},
    spec::FieldError,
};
use serde::de::DeserializeOwned;

use crate::http::error::Error;

/// A JSON body, whatever its content type says.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|rejection| unread(&rejection))?;
        parse(&bytes).map(Self)
    }
}

/// The value in `bytes`; an empty body is an empty object.
///
/// # Errors
/// A validation error that names the field and says what is wrong with it.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    let bytes = if bytes.is_empty() { b"{}" } else { bytes };
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let field = if path == "." { "body".to_owned() } else { path };
        Error::field(field, error.into_inner().to_string())
    })?;
    json.end()
        .map_err(|error| Error::field("body", error.to_string()))?;
    Ok(value)
}

/// Why the bytes of a body could not be had.
pub(crate) fn unread(rejection: &BytesRejection) -> Error {
    if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        let mut told = ApiError::invalid(&[FieldError {
            field: "body".to_owned(),
            message: "it is larger than this route allows".to_owned(),
        }]);
        told.code = ErrorCode::PayloadTooLarge;
        return told
            .hinted("upload large files as blobs: POST /v1/blobs/uploads")
            .into();
    }
    Error::field("body", rejection.body_text())
}
