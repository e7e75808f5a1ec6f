//! Where blobs are kept: any S3 endpoint.

use rgrid_shared::spec::Secret;
use serde::Deserialize;

use super::{ConfigError, require, require_http};

/// Where blobs are kept.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3Config {
    /// Where the control plane reaches the store (`RGRID_S3_ENDPOINT`).
    pub endpoint: String,
    /// Where clients and nodes reach it, when elsewhere; signed into URLs (`RGRID_S3_PUBLIC_ENDPOINT`).
    #[serde(default)]
    pub public_endpoint: Option<String>,
    /// Its region (`RGRID_S3_REGION`).
    #[serde(default = "default_region")]
    pub region: String,
    /// The bucket (`RGRID_S3_BUCKET`).
    #[serde(default = "default_bucket")]
    pub bucket: String,
    /// The access key (`RGRID_S3_ACCESS_KEY`).
    pub access_key: String,
    /// The secret key (`RGRID_S3_SECRET_KEY`).
    pub secret_key: Secret,
}

fn default_region() -> String {
    "us-east-1".to_owned()
}

fn default_bucket() -> String {
    "rgrid".to_owned()
}

impl S3Config {
    /// A store with the default region and bucket, reached by everyone at `endpoint`.
    #[must_use]
    pub fn new(endpoint: impl Into<String>, access_key: impl Into<String>, secret: Secret) -> Self {
        Self {
            endpoint: endpoint.into(),
            public_endpoint: None,
            region: default_region(),
            bucket: default_bucket(),
            access_key: access_key.into(),
            secret_key: secret,
        }
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        require_http("s3.endpoint", &self.endpoint)?;
        if let Some(url) = &self.public_endpoint {
            require_http("s3.public_endpoint", url)?;
        }
        let named = (3..=63).contains(&self.bucket.len());
        require(named, "s3.bucket", || {
            "must have 3 to 63 characters".to_owned()
        })
    }
}
