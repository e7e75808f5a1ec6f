//! Text inside a signed URL.

use std::fmt::Write as _;

/// The URI encoding of the signature's rules: everything but unreserved characters, and `/` only in a path.
pub(super) fn escaped(text: &str, path: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        let plain = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        if plain || (path && byte == b'/') {
            out.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// A `Content-Disposition` that saves under `name` (RFC 6266): a plain form for all, and the exact one.
pub(super) fn disposition(name: &str) -> String {
    let safe = |c: char| c == ' ' || (c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '/' | '%'));
    let plain: String = name
        .chars()
        .map(|c| if safe(c) { c } else { '_' })
        .collect();
    format!(
        "attachment; filename=\"{plain}\"; filename*=UTF-8''{}",
        escaped(name, false)
    )
}
