//! Names that people give to keys and nodes.

use rgrid_shared::limits::MAX_LABEL_BYTES;

use crate::http::error::Error;

/// The name in `field`, without the blanks around it.
///
/// # Errors
/// A validation error when it is empty, too long or holds control characters.
pub fn label<'a>(field: &str, text: &'a str) -> Result<&'a str, Error> {
    let text = text.trim();
    if (1..=MAX_LABEL_BYTES).contains(&text.len()) && !text.chars().any(char::is_control) {
        return Ok(text);
    }
    let message = format!("must have 1 to {MAX_LABEL_BYTES} bytes and no control characters");
    Err(Error::field(field, message))
}
