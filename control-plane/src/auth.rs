//! Authentication: from the text of a key to the account it speaks for.
//!
//! bcrypt is slow on purpose, so verified keys are remembered, by the SHA-256 of their text. Half
//! a second later the key's row is asked again whether it was revoked: a revocation holds within a
//! second on every control plane, and a busy client costs two small queries a second.

mod cache;
pub mod key;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use rgrid_shared::{
    digest::Digest,
    id::{AccountId, KeyId},
    spec::Secret,
};
use sqlx::PgPool;
use tokio::{sync::Semaphore, task::spawn_blocking};

use crate::db;
use cache::{Cache, Known};
use key::{ApiKey, MalformedKey, NoRandomness};

/// The cost of bcrypt; about 50 ms, once per key and process.
const COST: u32 = 10;
/// How many keys are hashed at the same time, so that wrong keys cannot take every core.
const HASHERS: usize = 2;

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
pub struct Keys {
    cache: Cache,
    hashers: Arc<Semaphore>,
}

impl Default for Keys {
    fn default() -> Self {
        Self {
            cache: Cache::default(),
            hashers: Arc::new(Semaphore::new(HASHERS)),
        }
    }
}

impl Keys {
    /// Whose key `text` is.
    ///
    /// # Errors
    /// [`AuthError`] says why it opens nothing.
    pub async fn verify(&self, db: &PgPool, text: &str) -> Result<Caller, AuthError> {
        let key = ApiKey::parse(text)?;
        let name = Digest::of(text.as_bytes());
        match self.cache.find(&name) {
            Some(Known::Fresh(caller)) => return Ok(caller),
            Some(Known::Stale(caller)) => return self.check_again(db, name, caller).await,
            None => {}
        }
        let hashers = Arc::clone(&self.hashers);
        let _permit = hashers.acquire_owned().await;
        // Requests that waited here with the same key find it verified now.
        if let Some(Known::Fresh(caller)) = self.cache.find(&name) {
            return Ok(caller);
        }
        let stored = db::key::find(db, key.id).await?.ok_or(AuthError::Wrong)?;
        let (id, hash) = (key.id, stored.secret_hash);
        if !blocking(move || bcrypt::verify(key.secret(), &hash)).await? {
            return Err(AuthError::Wrong);
        }
        if stored.revoked_at.is_some() {
            return Err(AuthError::Revoked);
        }
        let caller = Caller {
            account: stored.account_id.into(),
            key: id,
            operator: stored.operator,
        };
        self.cache.remember(name, caller);
        Ok(caller)
    }

    async fn check_again(
        &self,
        db: &PgPool,
        name: Digest,
        caller: Caller,
    ) -> Result<Caller, AuthError> {
        let stored = db::key::find(db, caller.key).await?;
        if let Some(key) = stored.filter(|key| key.revoked_at.is_none()) {
            let operator = key.operator;
            let caller = Caller { operator, ..caller };
            self.cache.remember(name, caller);
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
    let hash = blocking(move || bcrypt::hash(key.secret(), COST)).await?;
    Ok((text, hash))
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> bcrypt::BcryptResult<T> + Send + 'static,
) -> Result<T, AuthError> {
    let done = spawn_blocking(work).await;
    let done = done.map_err(|error| AuthError::Hash(error.to_string()))?;
    done.map_err(|error| AuthError::Hash(error.to_string()))
}
