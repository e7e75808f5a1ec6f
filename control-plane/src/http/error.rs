//! The one error of every route: what the client may know, and apart from it the cause for the log.

#[cfg(test)]
mod tests;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use rgrid_shared::{
    error::{ApiError, ErrorCode},
    spec::FieldError,
};

use crate::{blob::BlobError, db, domain::blobs::TooLarge};

/// The error of a request.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The client may know all of it.
    #[error("{0}")]
    Told(Box<ApiError>),
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] db::Error),
    /// The blob store failed.
    #[error("the blob store failed: {0}")]
    Blobs(#[from] BlobError),
    /// Something of ours is not as it must be.
    #[error("{0}")]
    Internal(String),
}

/// The error that an answer stands for, until the request's layer writes the body.
#[derive(Clone)]
pub(crate) struct Answered(pub(crate) ApiError);

impl Error {
    /// The error of one wrong field.
    #[must_use]
    pub fn field(field: impl Into<String>, message: impl Into<String>) -> Self {
        let (field, message) = (field.into(), message.into());
        ApiError::invalid(&[FieldError { field, message }]).into()
    }

    /// What the client is told.
    #[must_use]
    pub fn told(self) -> ApiError {
        match self {
            Self::Told(error) => *error,
            Self::Database(cause) if db::may_pass(&cause) => {
                tracing::warn!(error = %cause, "the database does not answer");
                ApiError::new(ErrorCode::Unavailable, "the database does not answer now")
                    .hinted("try again in a moment")
            }
            Self::Database(cause) => {
                tracing::error!(error = %cause, "a query failed");
                internal()
            }
            Self::Blobs(cause @ BlobError::Store { .. }) => {
                tracing::warn!(error = %cause, "the blob store does not answer");
                ApiError::new(ErrorCode::Unavailable, "the blob store does not answer now")
                    .hinted("try again in a moment")
            }
            Self::Blobs(cause) => {
                tracing::error!(error = %cause, "a blob is not as it must be");
                internal()
            }
            Self::Internal(cause) => {
                tracing::error!(error = %cause, "a request failed");
                internal()
            }
        }
    }
}

/// The error of which the client learns no more than that it is ours.
pub(crate) fn internal() -> ApiError {
    ApiError::new(ErrorCode::Internal, "the server failed")
        .hinted("report the request id to the operator; the cause is in the server's log")
}

impl From<FieldError> for Error {
    fn from(error: FieldError) -> Self {
        ApiError::invalid(&[error]).into()
    }
}

impl From<TooLarge> for Error {
    fn from(TooLarge(error): TooLarge) -> Self {
        let mut told = ApiError::invalid(&[error]);
        told.code = ErrorCode::PayloadTooLarge;
        told.into()
    }
}

impl From<ApiError> for Error {
    fn from(error: ApiError) -> Self {
        Self::Told(Box::new(error))
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let told = self.told();
        let status = StatusCode::from_u16(told.code.http_status());
        let mut response = status
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            .into_response();
        response.extensions_mut().insert(Answered(told));
        response
    }
}
