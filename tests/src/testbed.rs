//! The test bed: a private PostgreSQL and a SeaweedFS for the length of one command, with nothing left behind.
//!
//! The command finds them in `DATABASE_URL` and `RGRID_TEST_S3_{ENDPOINT,ACCESS_KEY,SECRET_KEY,BUCKET}`. Without
//! a `weed` program the S3 variables are not set, and the tests that need them fail with a word about it.

mod command;
mod ports;
mod weed;

use std::ffi::OsString;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::process::ExitCode;

use anyhow::Context;
use rgrid_control_plane::pg::{Cluster, PgConfig};
use tempfile::TempDir;

use weed::Weed;

/// Starts both, runs `words` as a command, stops both, and answers with the command's exit code.
///
/// # Errors
/// A server does not start or stop, or the command cannot be started.
pub async fn run(words: Vec<OsString>) -> anyhow::Result<ExitCode> {
    let dir = folder()?;
    let config = PgConfig {
        durable: false,
        ..PgConfig::new(dir.path().join("pg"))
    };
    let cluster = Cluster::start(&config).await?;
    let weed = Weed::start(&dir.path().join("weed")).await;
    let outcome = match &weed {
        Ok(weed) => command::run(words, cluster.url(), weed.as_ref()).await,
        Err(_) => Ok(ExitCode::FAILURE),
    };
    let stopped = cluster.stop().await;
    if let Some(weed) = weed? {
        weed.stop().await?;
    }
    stopped?;
    outcome
}

/// The server of root runs as another user, who must be able to enter.
fn folder() -> anyhow::Result<TempDir> {
    tempfile::Builder::new()
        .prefix("rgrid-testbed-")
        .permissions(Permissions::from_mode(0o711))
        .tempdir()
        .context("no folder for the test bed")
}
