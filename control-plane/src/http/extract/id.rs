//! The id in a path.

use std::str::FromStr;

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use rgrid_shared::error::{ApiError, ErrorCode};

use crate::http::error::Error;

/// The id in a path; a text that is none names nothing, so the answer is 404.
pub struct Id<T>(pub T);

impl<T, S> FromRequestParts<S> for Id<T>
where
    T: FromStr<Err: std::fmt::Display>,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let text = Path::<String>::from_request_parts(parts, state).await;
        let text = text.map_or_else(|_| String::new(), |Path(text)| text);
        let id = text.parse().map_err(|error: T::Err| {
            ApiError::new(ErrorCode::ResourceNotFound, error.to_string())
        })?;
        Ok(Self(id))
    }
}
