//! The keys of new jobs by which identical ones know each other; the slow part of them is done once for a submission.

use std::collections::BTreeMap;

use rgrid_shared::{
    digest::Digest,
    id::AccountId,
    spec::{JobSpec, Secret},
};
use tokio::task::spawn_blocking;

use crate::domain::reuse::{has_key, hidden, key};

/// The keys of the jobs of one submission.
pub(super) struct Keys {
    account: AccountId,
    /// The secrets of the last job that had some, and what stands for them.
    hidden: Option<(BTreeMap<String, Secret>, Digest)>,
}

impl Keys {
    pub(super) fn new(account: AccountId) -> Self {
        let hidden = None;
        Self { account, hidden }
    }

    /// The key of the job, when its result may be another's, or another's its own.
    pub(super) async fn of(&mut self, spec: &JobSpec) -> Option<Digest> {
        if !has_key(spec) {
            return None;
        }
        if spec.secrets.is_empty() {
            return Some(key(self.account, spec, None));
        }
        let known = self.hidden.as_ref().filter(|(of, _)| *of == spec.secrets);
        let known = known.map(|(_, digest)| *digest);
        let digest = match known {
            Some(digest) => digest,
            None => self.hide(spec.secrets.clone()).await?,
        };
        Some(key(self.account, spec, Some(digest)))
    }

    async fn hide(&mut self, secrets: BTreeMap<String, Secret>) -> Option<Digest> {
        let (account, of) = (self.account, secrets.clone());
        let done = spawn_blocking(move || hidden(account, &of)).await;
        let digest = done.ok().flatten()?;
        self.hidden = Some((secrets, digest));
        Some(digest)
    }
}
