//! `JobSpec`: the declarative request for one job, and the rules it must keep (R-C3).
//!
//! Owns the shape, the defaults and the checks. Does not decide where or when the job runs.

mod bounds;
mod dependencies;
mod input;
mod resources;
mod reuse;
mod secret;
#[cfg(test)]
mod tests;
mod validate;
mod view;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use dependencies::{Dependencies, Installer};
pub use input::{BlobRef, Input};
pub use resources::Resources;
pub use reuse::Reuse;
pub use secret::Secret;
pub use validate::FieldError;
pub use view::SpecView;

/// The declarative request for one job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JobSpec {
    /// A name of the runtime catalogue, or a container image with tag, digest or folder.
    #[schema(example = "python")]
    pub runtime: String,
    /// The program and its first words; an interpreter, usually.
    #[serde(default)]
    pub command: Vec<String>,
    /// The words after `command`.
    #[serde(default)]
    pub args: Vec<String>,
    /// Environment variables.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
    /// Environment variables that are never shown again.
    #[serde(default)]
    pub secrets: BTreeMap<String, Secret>,
    /// Files that stand in the working directory when the command starts.
    #[serde(default)]
    pub inputs: Vec<Input>,
    /// What is installed before the command starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dependencies: Option<Dependencies>,
    /// The bytes of standard input; without it, standard input is empty.
    #[serde(default)]
    pub stdin: Option<BlobRef>,
    /// Below which patterns new and changed files come home; empty means all.
    #[serde(default)]
    pub outputs: Vec<String>,
    /// What the sandbox may use.
    #[serde(default)]
    pub resources: Resources,
    /// Hard limit of the run, in seconds.
    #[serde(default = "default_timeout_s")]
    pub timeout_s: u32,
    /// Whether the job reaches the internet.
    #[serde(default)]
    pub network: bool,
    /// How often a job that failed by its own fault is tried again.
    #[serde(default)]
    pub retries: u32,
    /// Whether the result of an identical job is taken, or kept for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reuse: Option<Reuse>,
    /// Labels of the user's own.
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
}

fn default_timeout_s() -> u32 {
    3600
}

impl JobSpec {
    /// A spec with the defaults that runs `command` in `runtime`.
    #[must_use]
    pub fn new(runtime: impl Into<String>, command: Vec<String>) -> Self {
        Self {
            runtime: runtime.into(),
            command,
            args: Vec::new(),
            env: BTreeMap::new(),
            secrets: BTreeMap::new(),
            inputs: Vec::new(),
            dependencies: None,
            stdin: None,
            outputs: Vec::new(),
            resources: Resources::default(),
            timeout_s: default_timeout_s(),
            network: false,
            retries: 0,
            reuse: None,
            metadata: BTreeMap::new(),
        }
    }

    /// Every blob the job needs, each once, ordered by digest.
    #[must_use]
    pub fn blobs(&self) -> Vec<BlobRef> {
        let said = self.dependencies.iter().flat_map(|said| &said.files);
        let inputs = self.inputs.iter().chain(said).map(Input::blob);
        let set: std::collections::BTreeSet<_> = inputs.chain(self.stdin).collect();
        set.into_iter().collect()
    }
}
