//! A `JobSpec` as it may be shown: names of environment variables, never values.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Dependencies, Input, JobSpec, Resources};

/// A `JobSpec` as the API shows it: names of environment variables, never values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SpecView {
    /// The runtime or image asked for.
    pub runtime: String,
    /// The program and its first words.
    pub command: Vec<String>,
    /// The words after it.
    pub args: Vec<String>,
    /// The names of the environment variables.
    pub env: Vec<String>,
    /// The names of the secrets.
    pub secrets: Vec<String>,
    /// The input files.
    pub inputs: Vec<Input>,
    /// What is installed before it starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dependencies: Option<Dependencies>,
    /// What the sandbox may use.
    pub resources: Resources,
    /// Hard limit of the run, in seconds.
    pub timeout_s: u32,
    /// Whether the job reaches the internet.
    pub network: bool,
    /// How often it is tried again after a failure of its own.
    pub retries: u32,
    /// The user's labels.
    pub metadata: BTreeMap<String, String>,
}

impl From<JobSpec> for SpecView {
    fn from(spec: JobSpec) -> Self {
        Self {
            runtime: spec.runtime,
            command: spec.command,
            args: spec.args,
            env: spec.env.into_keys().collect(),
            secrets: spec.secrets.into_keys().collect(),
            inputs: spec.inputs,
            dependencies: spec.dependencies,
            resources: spec.resources,
            timeout_s: spec.timeout_s,
            network: spec.network,
            retries: spec.retries,
            metadata: spec.metadata,
        }
    }
}
