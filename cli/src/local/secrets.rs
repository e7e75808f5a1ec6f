//! The keys of the embedded store, made once.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    os::unix::fs::OpenOptionsExt,
};

use rgrid_shared::{digest::Digest, spec::Secret};
use serde::{Deserialize, Serialize};

use super::{Layout, LocalError};

/// The keys of the embedded store.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct StoreKeys {
    pub(super) access_key: String,
    pub(super) secret_key: Secret,
}

impl StoreKeys {
    /// Reads the keys, or makes them when there are none.
    pub(super) fn load(layout: &Layout) -> Result<Self, LocalError> {
        let path = layout.secrets();
        if let Some(keys) = fs::read_to_string(&path)
            .ok()
            .and_then(|text| toml::from_str(&text).ok())
        {
            return Ok(keys);
        }
        let secret = random().map_err(LocalError::file(&path))?;
        let keys = Self {
            access_key: "rgrid-local".to_owned(),
            secret_key: Secret::new(secret),
        };
        let text = toml::to_string(&keys).unwrap_or_default();
        let mut options = OpenOptions::new();
        options.create(true).write(true).truncate(true).mode(0o600);
        let written = options
            .open(&path)
            .and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(LocalError::file(path))?;
        Ok(keys)
    }
}

/// 256 random bits in hexadecimal.
fn random() -> std::io::Result<String> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    Ok(Digest::from(bytes).to_string())
}
