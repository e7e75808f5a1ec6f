//! A store to test, and the ways to ask it.

mod both;

use std::env;

use aws_sdk_s3::Client;
use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_s3::primitives::ByteStream;
use rgrid_control_plane::blob::BlobStore;
use rgrid_control_plane::config::S3Config;
use rgrid_control_plane::store::{self, StoreConfig, StoreHandle};
use rgrid_shared::spec::Secret;
use tempfile::TempDir;

pub(crate) use both::{both, noise};

/// The store under test.
pub(crate) struct Bed {
    pub(crate) config: S3Config,
    pub(crate) s3: Client,
    pub(crate) http: reqwest::Client,
    pub(crate) blobs: BlobStore,
    pub(crate) bucket: String,
    /// A beginning for keys that no other test has.
    pub(crate) prefix: String,
    _embedded: Option<(TempDir, StoreHandle)>,
}

impl Bed {
    /// Our own store, in a new folder.
    pub(crate) async fn embedded() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let config = store_config(&dir);
        let handle = store::serve(config.clone()).await.unwrap();
        let endpoint = format!("http://{}", handle.addr);
        let s3 = S3Config::new(endpoint, config.access_key, config.secret_key);
        Self::of(s3, Some((dir, handle)))
    }

    /// The SeaweedFS of the test bed.
    pub(crate) async fn seaweedfs() -> Self {
        let word = |name: &str| {
            env::var(name).unwrap_or_else(|_| {
                panic!(
                    "{name} is not set: there is no SeaweedFS; run `make setup`, then `make test`"
                )
            })
        };
        let secret = Secret::new(word("RGRID_TEST_S3_SECRET_KEY"));
        let access_key = word("RGRID_TEST_S3_ACCESS_KEY");
        let mut config = S3Config::new(word("RGRID_TEST_S3_ENDPOINT"), access_key, secret);
        config.bucket = word("RGRID_TEST_S3_BUCKET");
        let bed = Self::of(config, None);
        bed.blobs.ensure_bucket().await.unwrap();
        bed
    }

    pub(crate) fn of(config: S3Config, embedded: Option<(TempDir, StoreHandle)>) -> Self {
        Self {
            s3: client(&config, config.secret_key.reveal()),
            http: reqwest::Client::builder().no_proxy().build().unwrap(),
            blobs: BlobStore::new(&config).unwrap(),
            bucket: config.bucket.clone(),
            prefix: uuid::Uuid::now_v7().simple().to_string(),
            config,
            _embedded: embedded,
        }
    }

    /// A key of this test alone.
    pub(crate) fn key(&self, name: &str) -> String {
        format!("{}/{name}", self.prefix)
    }

    pub(crate) async fn put(&self, key: &str, bytes: impl Into<Vec<u8>>) {
        let body = ByteStream::from(bytes.into());
        let call = self
            .s3
            .put_object()
            .bucket(&self.bucket)
            .key(key)
            .body(body);
        call.send()
            .await
            .unwrap_or_else(|e| panic!("put {key:?}: {e:?}"));
    }

    pub(crate) async fn get(&self, key: &str) -> Option<Vec<u8>> {
        match self
            .s3
            .get_object()
            .bucket(&self.bucket)
            .key(key)
            .send()
            .await
        {
            Ok(object) => Some(object.body.collect().await.unwrap().to_vec()),
            Err(error) => {
                assert!(
                    error.as_service_error().unwrap().is_no_such_key(),
                    "{error:?}"
                );
                None
            }
        }
    }
}

pub(crate) fn store_config(dir: &TempDir) -> StoreConfig {
    StoreConfig {
        root: dir.path().join("s3"),
        listen: "127.0.0.1:0".parse().unwrap(),
        access_key: "local".to_owned(),
        secret_key: Secret::new("local-secret"),
        bucket: "rgrid".to_owned(),
    }
}

/// A client with the defaults of the SDK, which is how strangers come.
pub(crate) fn client(config: &S3Config, secret: &str) -> Client {
    let credentials = Credentials::new(&config.access_key, secret, None, None, "test");
    let settings = aws_sdk_s3::config::Builder::new()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(config.region.clone()))
        .endpoint_url(&config.endpoint)
        .force_path_style(true)
        .credentials_provider(credentials);
    Client::from_conf(settings.build())
}
