//! What the runner must be told, from a TOML file, the environment (which wins), or a program.

mod load;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use rgrid_shared::{limits::MAX_LABEL_BYTES, spec::Secret};
use serde::Deserialize;

use crate::{engine::Choice, error::RunnerError};

/// What the runner must be told.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The address of the control plane, as `https://grid.example.com`.
    pub url: String,
    /// The folder of the runner's own; of each runner another.
    pub state_dir: PathBuf,
    /// What the node is called.
    #[serde(default = "default_name")]
    pub name: String,
    /// How many jobs it takes at the same time.
    #[serde(default = "default_slots")]
    pub slots: u32,
    /// Makes this machine a node; makes one only, and is not needed after that.
    #[serde(default)]
    pub enrol_token: Option<Secret>,
    /// The node's own token, when it is kept elsewhere than in the state folder.
    #[serde(default)]
    pub node_token: Option<Secret>,
    /// The Docker daemon, as `unix:///var/run/docker.sock`; as `docker` finds it when absent.
    #[serde(default)]
    pub docker_host: Option<String>,
    /// What makes the sandboxes: `auto`, `oci` or `docker`.
    #[serde(default)]
    pub engine: Choice,
    /// Where unpacked images are kept, which several runners may share; else in the runner's folder.
    #[serde(default)]
    pub images_dir: Option<PathBuf>,
    /// How many sandboxes may wait ready for jobs: as many as `slots` when absent, none with 0.
    #[serde(default)]
    pub warm: Option<u32>,
    /// Certificates of authorities that jobs with network shall trust, one PEM file.
    #[serde(default)]
    pub extra_ca_bundle: Option<PathBuf>,
    /// How many bytes the packages that jobs have installed may take on this node.
    #[serde(default = "default_packages")]
    pub packages_bytes: u64,
    /// No job is taken while fewer bytes than this are free for the state folder; when fewer than half
    /// of them are, one that runs is ended, and then perhaps another.
    #[serde(default = "default_disk_floor")]
    pub disk_floor_bytes: u64,
    /// Most bytes of inputs that are kept for later jobs; none with 0.
    #[serde(default = "default_blobs")]
    pub blobs_bytes: u64,
    /// How long a drain waits for running jobs, in seconds; without it, until they end.
    #[serde(default)]
    pub drain_timeout_s: Option<u64>,
}

/// The name of the machine.
fn default_name() -> String {
    let name = rustix::system::uname()
        .nodename()
        .to_string_lossy()
        .into_owned();
    if name.is_empty() { "node".into() } else { name }
}

/// One job per processor.
fn default_slots() -> u32 {
    let count = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    u32::try_from(count).unwrap_or(1)
}

fn default_packages() -> u64 {
    10 << 30
}

fn default_disk_floor() -> u64 {
    1 << 30
}

fn default_blobs() -> u64 {
    10 << 30
}

impl Config {
    /// A configuration with the defaults.
    #[must_use]
    pub fn new(url: impl Into<String>, state_dir: impl Into<PathBuf>) -> Self {
        Self {
            url: url.into(),
            state_dir: state_dir.into(),
            name: default_name(),
            slots: default_slots(),
            enrol_token: None,
            node_token: None,
            docker_host: None,
            engine: Choice::default(),
            images_dir: None,
            warm: None,
            extra_ca_bundle: None,
            packages_bytes: default_packages(),
            disk_floor_bytes: default_disk_floor(),
            blobs_bytes: default_blobs(),
            drain_timeout_s: None,
        }
    }

    /// Refuses values that cannot work.
    pub(crate) fn check(&self) -> Result<(), RunnerError> {
        let wrong = |text: String| Err(RunnerError::Config(text));
        if !self.url.starts_with("http://") && !self.url.starts_with("https://") {
            return wrong(format!(
                "`url` is `{}`; it begins with http:// or https://",
                self.url
            ));
        }
        if self.name.is_empty() || self.name.len() > MAX_LABEL_BYTES {
            return wrong(format!("`name` has 1 to {MAX_LABEL_BYTES} bytes"));
        }
        if self.slots == 0 || self.slots > MAX_SLOTS {
            return wrong(format!("`slots` is {}; it is 1 to {MAX_SLOTS}", self.slots));
        }
        if let Some(bundle) = &self.extra_ca_bundle
            && !bundle.is_file()
        {
            return wrong(format!(
                "`extra_ca_bundle` is no file: {}",
                bundle.display()
            ));
        }
        Ok(())
    }

    /// Where the runner's WebSocket is.
    pub(crate) fn socket_url(&self) -> String {
        let url = self.url.trim_end_matches('/');
        let rest = url.strip_prefix("http").unwrap_or(url);
        format!("ws{rest}/v1/nodes/connect")
    }
}

/// Most jobs at the same time on one node.
const MAX_SLOTS: u32 = 1_000;
