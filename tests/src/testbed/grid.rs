//! One `rgrid up` that the journeys share.

use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};

use anyhow::{Context, ensure};
use tokio::process::Command;

/// A running instance in a folder of its own.
pub(super) struct Grid {
    program: PathBuf,
    home: PathBuf,
}

impl Grid {
    /// Starts the `rgrid` beside this program, if it was asked for.
    pub(super) async fn start(wanted: bool, home: PathBuf) -> anyhow::Result<Option<Self>> {
        if !wanted {
            return Ok(None);
        }
        let program = std::env::current_exe()?.with_file_name("rgrid");
        let grid = Self { program, home };
        // The store takes the port after the control plane's: two that are free next to each other.
        let port = crate::ports::stable().to_string();
        let status = grid
            .rgrid(&["up", "-d", "--port", &port, "--slots", "4"])
            .await?;
        ensure!(status.success(), "rgrid up ended with {status}");
        Ok(Some(grid))
    }

    /// Where its files are.
    pub(super) fn home(&self) -> &Path {
        &self.home
    }

    /// Ends it.
    pub(super) async fn stop(self) -> anyhow::Result<()> {
        let status = self.rgrid(&["down"]).await?;
        ensure!(status.success(), "rgrid down ended with {status}");
        Ok(())
    }

    async fn rgrid(&self, args: &[&str]) -> anyhow::Result<ExitStatus> {
        Command::new(&self.program)
            .args(args)
            .env("RGRID_HOME", &self.home)
            .envs(certificates())
            .env_remove("RGRID_DATABASE_URL")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .status()
            .await
            .with_context(|| format!("{} cannot be run", self.program.display()))
    }
}

/// Where this machine trusts an authority of its own, jobs with network do so too.
fn certificates() -> Option<(&'static str, std::ffi::OsString)> {
    let bundle = std::env::var_os("SSL_CERT_FILE")?;
    Some(("RGRID_RUNNER_EXTRA_CA_BUNDLE", bundle))
}
