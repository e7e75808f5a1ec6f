//! What the control plane of a test knows of sets of packages, and jobs that need some.

use std::collections::HashMap;

use rgrid_shared::{
    digest::Digest,
    id::{AccountId, AttemptId},
    path::RelPath,
    spec::{BlobRef, Dependencies, Input, Installer, JobSpec},
    wire::{
        blobs::{Base64Bytes, SignedUrl},
        node::{AboutPackages, Assignment, DependencyFiles, KnownPackages, Source, ToNode},
    },
};

use super::{assignment, inner::Inner};

/// Sets, who installs them, and their packs.
#[derive(Debug, Default)]
pub(crate) struct Sets {
    /// Who is at which set.
    pub(crate) installers: HashMap<Digest, AttemptId>,
    packs: HashMap<Digest, BlobRef>,
    /// The pack of every set that nobody installed.
    pub(crate) ready: Option<BlobRef>,
    /// Packs that were told to be broken.
    pub(crate) broken: Vec<Digest>,
}

impl Inner {
    /// The answer to a question about a set.
    pub(crate) fn packages(
        &mut self,
        (attempt, key): (AttemptId, Digest),
        about: AboutPackages,
    ) -> ToNode {
        let known = self.known((attempt, key), about);
        ToNode::Packages { attempt, known }
    }

    fn known(
        &mut self,
        (attempt, key): (AttemptId, Digest),
        about: AboutPackages,
    ) -> KnownPackages {
        match about {
            AboutPackages::Nothing => {}
            AboutPackages::Installed(pack) => drop(self.sets.packs.insert(key, pack)),
            AboutPackages::Broken(digest) => {
                self.sets.packs.remove(&key);
                self.sets.ready = None;
                self.sets.broken.push(digest);
            }
        }
        let known = self.sets.packs.get(&key).copied().or(self.sets.ready);
        if let Some(pack) = known {
            let url = format!("{}/blobs/{}", self.base, pack.digest);
            let headers = std::collections::BTreeMap::new();
            let get = SignedUrl { url, headers };
            return KnownPackages::Stored { pack, get };
        }
        let ended = |id: &AttemptId| self.records.get(id).is_some_and(|found| found.accepted);
        let at_it = self.sets.installers.get(&key);
        match at_it.filter(|id| !ended(id)) {
            Some(other) if *other != attempt => KnownPackages::Wait,
            _ => {
                self.sets.installers.insert(key, attempt);
                KnownPackages::Install
            }
        }
    }
}

/// A job of this account that needs what `requirements.txt` says.
pub(crate) fn needing(account: AccountId, requirements: &str, mut spec: JobSpec) -> Assignment {
    let bytes = bytes::Bytes::copy_from_slice(requirements.as_bytes());
    spec.dependencies = Some(Dependencies {
        installer: Installer::Uv,
        files: vec![Input {
            path: RelPath::new("requirements.txt").unwrap(),
            digest: Digest::of(&bytes),
            size: bytes.len() as u64,
            executable: false,
        }],
    });
    let files = vec![Source::Inline(Base64Bytes(bytes))];
    Assignment {
        dependencies: Some(DependencyFiles { account, files }),
        tell_ran_in: true,
        ..assignment(spec)
    }
}
