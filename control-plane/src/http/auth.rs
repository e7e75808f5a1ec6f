//! Who asks: the account and key behind the bearer of a request.

use axum::http::{HeaderMap, header::AUTHORIZATION};
use rgrid_shared::{
    error::{ApiError, ErrorCode},
    id::{AccountId, KeyId},
};

use super::error::Error;

/// Who asks; every query names its account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// Whose things it may see and change.
    pub account: AccountId,
    /// The key that was presented.
    pub key: KeyId,
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

/// The answer to a request without a valid key; the same for all reasons that depend on stored keys.
pub(crate) fn unauthenticated(message: &str) -> Error {
    ApiError::new(ErrorCode::Unauthenticated, message)
        .hinted("send `Authorization: Bearer rgk_…`; `rgrid keys create` makes a key")
        .into()
}
