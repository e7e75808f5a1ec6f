//! The names of objects: `<account>/<two digits>/<digest>`.

use std::fmt;

use rgrid_shared::digest::Digest;

use super::BlobError;

/// Longest account text in a name.
const LONGEST_ACCOUNT: usize = 64;

/// The name of one account's blob. It cannot be made for anything else.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BlobKey {
    text: String,
    digest: Digest,
}

impl BlobKey {
    /// The name of the blob `digest` of `account` (an id: lower-case letters, digits, `_` and `-`).
    ///
    /// # Errors
    /// An account that could leave its own folder or is no id at all.
    pub fn new(account: &str, digest: Digest) -> Result<Self, BlobError> {
        let plain =
            |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, b'_' | b'-');
        let fits = (1..=LONGEST_ACCOUNT).contains(&account.len()) && account.bytes().all(plain);
        if !fits {
            return Err(BlobError::BadAccount(
                account.chars().take(LONGEST_ACCOUNT).collect(),
            ));
        }
        let name = digest.to_string();
        let short = name.get(..2).unwrap_or_default();
        Ok(Self {
            text: format!("{account}/{short}/{name}"),
            digest,
        })
    }

    /// The name as S3 knows it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The hash of the bytes it names.
    #[must_use]
    pub fn digest(&self) -> &Digest {
        &self.digest
    }
}

impl fmt::Display for BlobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for BlobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
