//! SeaweedFS: the S3 store of others that ours is measured against.

mod launch;

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, bail};
use rgrid_control_plane::blob::BlobStore;
use rgrid_control_plane::config::S3Config;
use rgrid_shared::spec::Secret;
use tokio::process::Child;
use tokio::time::{Instant, sleep};

use super::ports;

const ACCESS_KEY: &str = "testbed";
const SECRET_KEY: &str = "testbed-secret";
const PATIENCE: Duration = Duration::from_mins(1);
/// Its programs keep sockets here whose names are made of ports alone.
const SOCKETS: &str = "/tmp";

/// A running server.
pub(super) struct Weed {
    child: Child,
    config: S3Config,
    ports: [u16; 8],
}

impl Weed {
    /// Starts the `weed` named by `RGRID_WEED`; `None` when it is not there.
    pub(super) async fn start(dir: &Path) -> anyhow::Result<Option<Self>> {
        let Some(program) = launch::program() else {
            return Ok(None);
        };
        let ports = ports::free::<8>()?;
        let child = launch::spawn(&program, dir, ports)?;
        let [s3, ..] = ports;
        let secret = Secret::new(SECRET_KEY);
        let config = S3Config::new(format!("http://127.0.0.1:{s3}"), ACCESS_KEY, secret);
        let mut weed = Self {
            child,
            config,
            ports,
        };
        let log = dir.join("log");
        weed.ready().await.with_context(|| {
            let text = fs::read_to_string(&log).unwrap_or_default();
            let lines: Vec<&str> = text.lines().rev().take(10).collect();
            format!(
                "SeaweedFS did not start; the end of its log, last line first:\n{}",
                lines.join("\n")
            )
        })?;
        Ok(Some(weed))
    }

    /// What tests find it by.
    pub(super) fn environment(&self) -> [(&'static str, String); 4] {
        [
            ("RGRID_TEST_S3_ENDPOINT", self.config.endpoint.clone()),
            ("RGRID_TEST_S3_ACCESS_KEY", ACCESS_KEY.to_owned()),
            ("RGRID_TEST_S3_SECRET_KEY", SECRET_KEY.to_owned()),
            ("RGRID_TEST_S3_BUCKET", self.config.bucket.clone()),
        ]
    }

    /// Kills it: nothing of it is kept, so nothing need be written.
    pub(super) async fn stop(mut self) -> anyhow::Result<()> {
        self.child.kill().await.context("SeaweedFS does not end")?;
        for entry in fs::read_dir(SOCKETS)?.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let ours = self
                .ports
                .iter()
                .any(|port| name.ends_with(&format!("-{port}.sock")));
            if ours && name.starts_with("seaweedfs-") {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    /// Up is when it has made the bucket.
    async fn ready(&mut self) -> anyhow::Result<()> {
        let store = BlobStore::new(&self.config)?;
        let deadline = Instant::now()
            .checked_add(PATIENCE)
            .context("the clock is at its end")?;
        loop {
            let Err(error) = store.ensure_bucket().await else {
                return Ok(());
            };
            if let Some(status) = self.child.try_wait()? {
                bail!("it ended with {status}");
            }
            if Instant::now() >= deadline {
                return Err(error.into());
            }
            sleep(Duration::from_millis(100)).await;
        }
    }
}
