//! Key: what must be equal for a sandbox to serve a job. Nothing of it can be changed on a sandbox that stands.

use std::path::PathBuf;

use rgrid_shared::{
    id::{AttemptId, NodeId},
    spec::Resources,
};

use crate::engine::{Packages, SandboxSpec, maker::Wish};

/// Image, network, packages and limits. The limits as they are: they make mounts and limits of every process,
/// not only of the control group, and jobs of one kind have the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) digest: String,
    pub(super) network: bool,
    pub(super) resources: Resources,
    pub(super) packages: Option<Packages>,
}

impl Key {
    /// What the job asks for.
    pub(super) fn of(spec: &SandboxSpec, digest: String) -> Self {
        Self {
            digest,
            network: spec.network,
            resources: spec.resources,
            packages: spec.packages.clone(),
        }
    }

    /// A new sandbox like that; its folders are yet to be made.
    pub(super) fn wish(&self, node: NodeId) -> Wish {
        Wish {
            node,
            // A number nobody else has; whose attempt it will be is not known yet.
            name: format!("box-{}", AttemptId::new().uuid()),
            digest: self.digest.clone(),
            resources: self.resources,
            network: self.network,
            packages: self.packages.clone(),
            work: PathBuf::new(),
            line: PathBuf::new(),
        }
    }
}
