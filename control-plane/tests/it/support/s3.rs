//! A store of blobs for one test.

use rgrid_control_plane::{
    config::S3Config,
    store::{StoreConfig, serve},
};
use rgrid_shared::spec::Secret;
use tempfile::TempDir;

/// A running store; its folder goes with it.
pub(crate) struct TestStore {
    pub(crate) config: S3Config,
    _folder: TempDir,
}

impl TestStore {
    pub(crate) async fn start() -> Self {
        let folder = TempDir::new().unwrap();
        let secret = Secret::new("test-secret");
        let config = StoreConfig {
            root: folder.path().to_path_buf(),
            listen: ([127, 0, 0, 1], 0).into(),
            access_key: "test".to_owned(),
            secret_key: secret.clone(),
            bucket: "rgrid".to_owned(),
        };
        let handle = serve(config).await.unwrap();
        let endpoint = format!("http://{}", handle.addr);
        Self {
            config: S3Config::new(endpoint, "test", secret),
            _folder: folder,
        }
    }
}
