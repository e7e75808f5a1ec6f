//! The test bed: a private PostgreSQL, a SeaweedFS and, with `--grid`, an `rgrid up` for the length of one
//! command, with nothing left behind.
//!
//! The command finds them in `DATABASE_URL` and `RGRID_TEST_S3_{ENDPOINT,ACCESS_KEY,SECRET_KEY,BUCKET}`. Without
//! a `weed` program the S3 variables are not set, and the tests that need them fail with a word about it. The
//! instance's home is in `RGRID_TEST_HOME`.

mod command;
mod grid;
mod ports;
mod weed;

use std::ffi::OsString;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::process::ExitCode;

use anyhow::Context;
use rgrid_control_plane::pg::{Cluster, PgConfig};
use tempfile::TempDir;

use grid::Grid;
use weed::Weed;

/// What the bed shall have beside a database and a store.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// An `rgrid up`.
    pub grid: bool,
    /// A database that waits for the disk, as in production.
    pub durable: bool,
}

/// Starts the parts, runs `words` as a command, stops the parts, and answers with the command's exit code.
///
/// # Errors
/// A part does not start or stop, or the command cannot be started.
pub async fn run(options: Options, words: Vec<OsString>) -> anyhow::Result<ExitCode> {
    anyhow::ensure!(
        !words.is_empty(),
        "no command; usage: testbed [--durable] [--grid] -- COMMAND ARGUMENTS…"
    );
    let dir = folder()?;
    let config = PgConfig {
        durable: options.durable,
        ..PgConfig::new(dir.path().join("pg"))
    };
    let cluster = Cluster::start(&config).await?;
    let weed = Weed::start(&dir.path().join("weed")).await;
    let grid = Grid::start(options.grid, dir.path().join("home")).await;
    let outcome = match (&weed, &grid) {
        (Ok(weed), Ok(grid)) => {
            let parts = Parts {
                database: cluster.url(),
                weed: weed.as_ref(),
                grid: grid.as_ref(),
            };
            command::run(words, &parts).await
        }
        _ => Ok(ExitCode::FAILURE),
    };
    let stopped = cluster.stop().await;
    if let Some(grid) = grid? {
        grid.stop().await?;
    }
    if let Some(weed) = weed? {
        weed.stop().await?;
    }
    stopped?;
    outcome
}

/// What the command is told of.
struct Parts<'a> {
    database: &'a str,
    weed: Option<&'a Weed>,
    grid: Option<&'a Grid>,
}

/// The server of root runs as another user, who must be able to enter.
fn folder() -> anyhow::Result<TempDir> {
    tempfile::Builder::new()
        .prefix("rgrid-testbed-")
        .permissions(Permissions::from_mode(0o711))
        .tempdir()
        .context("no folder for the test bed")
}
