//! The text of an API key: `rgk_<id>_<secret><checksum>`.
//!
//! The id names the row, the secret is 30 random base62 characters (178 bits), and the checksum is
//! the CRC32 of all before it in six base62 digits: a typo or a foreign text is refused without
//! asking the database, and leaked keys can be found by a scanner without false alarms.

mod base62;
#[cfg(test)]
mod tests;

use std::fmt;

use rgrid_shared::{id::KeyId, spec::Secret};

const PREFIX: &str = "rgk_";
const ID_LENGTH: usize = 26;
const SECRET_LENGTH: usize = 30;
const CHECKSUM_LENGTH: usize = 6;

/// An API key in its parts.
pub struct ApiKey {
    /// Which key it claims to be.
    pub id: KeyId,
    secret: String,
}

/// The text is not an API key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the key is not an API key: one begins with `rgk_`, and its last characters must fit the rest"
)]
pub struct MalformedKey;

/// The machine has no randomness to give.
#[derive(Debug, thiserror::Error)]
#[error("no random bytes: {0}")]
pub struct NoRandomness(getrandom::Error);

impl ApiKey {
    /// A new key.
    ///
    /// # Errors
    /// [`NoRandomness`] when the machine gives none.
    pub fn generate(id: KeyId) -> Result<Self, NoRandomness> {
        let secret = base62::random(SECRET_LENGTH).map_err(NoRandomness)?;
        Ok(Self { id, secret })
    }

    /// The parts of `text`.
    ///
    /// # Errors
    /// [`MalformedKey`] when it is none.
    pub fn parse(text: &str) -> Result<Self, MalformedKey> {
        Self::split(text).ok_or(MalformedKey)
    }

    fn split(text: &str) -> Option<Self> {
        let length = [PREFIX.len(), ID_LENGTH, 1, SECRET_LENGTH, CHECKSUM_LENGTH];
        if !text.is_ascii() || text.len() != length.iter().sum::<usize>() {
            return None;
        }
        let (body, checksum) = text.split_at_checked(text.len().checked_sub(CHECKSUM_LENGTH)?)?;
        if checksum != checksum_of(body) {
            return None;
        }
        let (id, secret) = body.strip_prefix(PREFIX)?.split_once('_')?;
        let id = format!("{}_{id}", KeyId::PREFIX).parse().ok()?;
        let plain = secret.len() == SECRET_LENGTH && secret.bytes().all(base62::is_digit);
        plain.then(|| Self {
            id,
            secret: secret.to_owned(),
        })
    }

    /// The part that is hashed before it is stored.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// The whole text, shown once.
    #[must_use]
    pub fn text(&self) -> Secret {
        let id = self.id.to_string();
        let id = id.rsplit('_').next().unwrap_or_default();
        let body = format!("{PREFIX}{id}_{}", self.secret);
        let checksum = checksum_of(&body);
        Secret::new(body + &checksum)
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [secret]", self.id)
    }
}

fn checksum_of(body: &str) -> String {
    base62::number(crc32fast::hash(body.as_bytes()), CHECKSUM_LENGTH)
}
