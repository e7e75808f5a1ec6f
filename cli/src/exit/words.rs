//! What stands in sentences: the plain words for an I/O error, and names of files.

use std::{io, path::Path};

/// The plain words for an I/O error.
#[must_use]
#[expect(clippy::wildcard_enum_match_arm, reason = "the list of kinds is open")]
pub fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it does not exist".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::StorageFull => "the disk is full".into(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".into(),
        io::ErrorKind::QuotaExceeded => "your disk quota is used up".into(),
        _ => error.to_string(),
    }
}

/// A path as it may stand in a sentence: control characters escaped, quoted when it must be.
#[must_use]
pub fn quote(path: &Path) -> String {
    let text = path.to_string_lossy();
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"'\"`$&|;<>*?()\\".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.into_owned();
    }
    let shown: String = text
        .chars()
        .map(|c| {
            if c.is_control() {
                c.escape_default().to_string()
            } else {
                c.to_string()
            }
        })
        .collect();
    format!("'{shown}'")
}
