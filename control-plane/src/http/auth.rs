//! The key of a request, and who it stands for.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header::AUTHORIZATION, request::Parts},
};
use rgrid_shared::error::{ApiError, ErrorCode};

use super::error::Error;
pub use crate::auth::Caller;
use crate::{app::AppState, auth::AuthError};

impl FromRequestParts<AppState> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        let token = bearer(&parts.headers)?;
        let caller = state.keys.verify(&state.db, token).await?;
        let span = tracing::Span::current();
        span.record("account.id", tracing::field::display(caller.account));
        span.record("key.id", tracing::field::display(caller.key));
        Ok(caller)
    }
}

/// A caller whose account runs this server.
#[derive(Debug, Clone, Copy)]
pub struct Operator(pub Caller);

impl FromRequestParts<AppState> for Operator {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        let caller = Caller::from_request_parts(parts, state).await?;
        if caller.operator {
            return Ok(Self(caller));
        }
        let message = "only the operator of this server may see its nodes and add some";
        Err(ApiError::new(ErrorCode::Forbidden, message)
            .hinted("use a key of the account that was made first on this server")
            .into())
    }
}

impl From<AuthError> for Error {
    fn from(error: AuthError) -> Self {
        match error {
            AuthError::Malformed(_) | AuthError::Wrong | AuthError::Revoked => {
                unauthenticated(&error.to_string())
            }
            AuthError::Database(error) => error.into(),
            AuthError::Hash(cause) => Self::Internal(cause),
        }
    }
}

/// The token after `Authorization: Bearer`.
///
/// # Errors
/// `UNAUTHENTICATED` when there is none.
pub fn bearer(headers: &HeaderMap) -> Result<&str, Error> {
    let value = headers.get(AUTHORIZATION);
    let text = value.and_then(|value| value.to_str().ok());
    let token = text.and_then(|text| {
        let (scheme, token) = text.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then_some(token)
    });
    token.ok_or_else(|| unauthenticated("the request carries no key"))
}

/// The answer to a request without a valid key.
pub(crate) fn unauthenticated(message: &str) -> Error {
    ApiError::new(ErrorCode::Unauthenticated, message)
        .hinted("send `Authorization: Bearer rgk_…`; `rgrid keys create` makes a key")
        .into()
}
