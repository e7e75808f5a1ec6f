//! Authentication: from the text of a key to the account it speaks for.
//!
//! bcrypt is slow on purpose, so verified keys are remembered, by the SHA-256 of their text. Half
//! a second later the key's row is asked again whether it was revoked: a revocation holds within a
//! second on every control plane, and a busy client costs two small queries a second.

mod cache;
mod hash;
pub mod key;
#[cfg(test)]
mod tests;

use std::time::Instant;

use rgrid_shared::{
    digest::Digest,
    id::{AccountId, KeyId},
    spec::Secret,
};
use sqlx::PgPool;

use crate::db;
use cache::{Cache, Known};
use hash::Hashers;
use key::{ApiKey, MalformedKey, NoRandomness};

/// Who asks; every query names its account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// Whose things it may see and change.
    pub account: AccountId,
    /// The key that was presented.
    pub key: KeyId,
    /// Whether its account runs this server.
    pub operator: bool,
}

/// A key opens nothing.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// Its text is not a key's.
    #[error(transparent)]
    Malformed(#[from] MalformedKey),
    /// There is no such key.
    #[error("the key is not valid")]
    Wrong,
    /// It was valid once.
    #[error("the key was revoked")]
    Revoked,
    /// The database could not be asked.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The hash could not be made.
    #[error("cannot hash a key: {0}")]
    Hash(String),
}

/// Verifies keys and remembers those that were right.
#[derive(Default)]
pub struct Keys {
    cache: Cache,
    hashers: Hashers,
}

impl Keys {
    /// Whose key `text` is.
    ///
    /// # Errors
    /// [`AuthError`] says why it opens nothing.
    pub async fn verify(&self, db: &PgPool, text: &str) -> Result<Caller, AuthError> {
        let key = ApiKey::parse(text)?;
        let name = Digest::of(text.as_bytes());
        if let Some(known) = self.cache.find(&name) {
            return self.believe(db, name, known).await;
        }
        let stored = db::key::find(db, key.id).await?.ok_or(AuthError::Wrong)?;
        let permit = self.hashers.permit().await;
        // Requests that waited here with the same key find it verified now.
        if let Some(known) = self.cache.find(&name) {
            return self.believe(db, name, known).await;
        }
        let (id, secret) = (key.id, key.secret().to_owned());
        if !hash::verify(permit, secret, stored.secret_hash).await? {
            return Err(AuthError::Wrong);
        }
        let caller = Caller {
            account: stored.account_id.into(),
            key: id,
            operator: stored.operator,
        };
        // The row was read before the wait; what it says now is what counts.
        self.check_again(db, name, caller).await
    }

    async fn believe(&self, db: &PgPool, name: Digest, known: Known) -> Result<Caller, AuthError> {
        match known {
            Known::Fresh(caller) => Ok(caller),
            Known::Stale(caller) => self.check_again(db, name, caller).await,
        }
    }

    async fn check_again(
        &self,
        db: &PgPool,
        name: Digest,
        caller: Caller,
    ) -> Result<Caller, AuthError> {
        let asked = Instant::now();
        let stored = db::key::find(db, caller.key).await?;
        if let Some(key) = stored.filter(|key| key.revoked_at.is_none()) {
            let operator = key.operator;
            let caller = Caller { operator, ..caller };
            self.cache.remember(name, caller, asked);
            return Ok(caller);
        }
        self.cache.forget(&name);
        Err(AuthError::Revoked)
    }
}

/// A new key: its text, to be shown once, and the hash to be stored.
///
/// # Errors
/// [`AuthError::Hash`] when the machine gives no randomness.
pub async fn generate(id: KeyId) -> Result<(Secret, String), AuthError> {
    let failed = |error: NoRandomness| AuthError::Hash(error.to_string());
    let key = ApiKey::generate(id).map_err(failed)?;
    let text = key.text();
    let hash = hash::make(key.secret().to_owned()).await?;
    Ok((text, hash))
}
