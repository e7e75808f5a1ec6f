//! bcrypt, away from the threads that answer requests, and only a few at a time.

use std::sync::Arc;

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
};

use super::AuthError;

/// The cost of bcrypt; about 50 ms, once per key and process.
const COST: u32 = 10;
/// How many keys are verified at the same time, so that wrong keys cannot take every core.
const HASHERS: usize = 2;

/// The right to verify one secret. The semaphore is never closed, so it is always there.
pub(super) type Permit = Option<OwnedSemaphorePermit>;

/// Verifies secrets, a few at a time.
pub(super) struct Hashers(pub(super) Arc<Semaphore>);

impl Default for Hashers {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(HASHERS)))
    }
}

impl Hashers {
    /// Waits for the right to hash.
    pub(super) async fn permit(&self) -> Permit {
        Arc::clone(&self.0).acquire_owned().await.ok()
    }
}

/// Whether `secret` is what `hash` was made of.
///
/// The permit goes along: a client that hangs up does not end the hashing, nor give its place away.
pub(super) async fn verify(
    permit: Permit,
    secret: String,
    hash: String,
) -> Result<bool, AuthError> {
    blocking(move || {
        let _permit = permit;
        bcrypt::verify(secret, &hash)
    })
    .await
}

/// The hash of a new secret.
pub(super) async fn make(secret: String) -> Result<String, AuthError> {
    blocking(move || bcrypt::hash(secret, COST)).await
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> bcrypt::BcryptResult<T> + Send + 'static,
) -> Result<T, AuthError> {
    let done = spawn_blocking(work).await;
    let done = done.map_err(|error| AuthError::Hash(error.to_string()))?;
    done.map_err(|error| AuthError::Hash(error.to_string()))
}
