//! What an `Idempotency-Key` may be.

use axum::http::HeaderMap;
use rgrid_shared::limits::MAX_IDEMPOTENCY_KEY_BYTES;

use crate::http::error::Error;

const HEADER: &str = "idempotency-key";

/// Whether a request may have carried this key.
pub(crate) fn is_key(text: &str) -> bool {
    let fits = (1..=MAX_IDEMPOTENCY_KEY_BYTES).contains(&text.len());
    fits && text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t'))
}

/// The key of a request, if it carries one.
pub(super) fn key_of(headers: &HeaderMap) -> Result<Option<String>, Error> {
    let Some(value) = headers.get(HEADER) else {
        return Ok(None);
    };
    match value.to_str().ok().filter(|text| is_key(text)) {
        Some(text) => Ok(Some(text.to_owned())),
        None => Err(Error::field(
            "Idempotency-Key",
            format!("must be 1 to {MAX_IDEMPOTENCY_KEY_BYTES} visible ASCII characters"),
        )),
    }
}
