//! The signing key of a day, derived once.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use aws_sigv4::sign::v4::generate_signing_key;
use rgrid_shared::spec::Secret;

use crate::config::S3Config;

/// A day, as in `20261122`, and its key.
type Day = (String, Arc<[u8]>);

/// Derives the keys of days from the secret. Clones share the latest.
#[derive(Clone)]
pub(super) struct DayKeys {
    secret: Secret,
    region: String,
    latest: Arc<Mutex<Option<Day>>>,
}

impl DayKeys {
    pub(super) fn new(config: &S3Config) -> Self {
        let (secret, region) = (config.secret_key.clone(), config.region.clone());
        Self {
            secret,
            region,
            latest: Arc::default(),
        }
    }

    /// The key of `day`, which is the day of `now`.
    pub(super) fn of(&self, day: String, now: SystemTime) -> Arc<[u8]> {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        match &*latest {
            Some((known, key)) if *known == day => Arc::clone(key),
            _ => {
                let key = generate_signing_key(self.secret.reveal(), now, &self.region, "s3");
                let key: Arc<[u8]> = key.as_ref().into();
                *latest = Some((day, Arc::clone(&key)));
                key
            }
        }
    }
}
