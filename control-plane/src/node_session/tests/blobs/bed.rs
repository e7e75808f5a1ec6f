//! A control plane with a real store, and a runner that has one attempt.

use bytes::Bytes;
use rgrid_shared::{
    digest::Digest,
    id::{AccountId, AttemptId},
    job::Outcome,
    path::RelPath,
    spec::{Input, JobSpec, Secret},
    wire::{
        artifacts::Artifact,
        node::{Finished, FromNode, Source, ToNode},
    },
};
use sqlx::PgPool;

use crate::{
    blob::BlobKey,
    config::S3Config,
    db::testing::{account, new_jobs, report, submit},
    node_session::tests::{runner::Runner, server::Server},
    store::{self, StoreConfig},
};

/// Starts the embedded store below `root`.
async fn store(root: &std::path::Path) -> S3Config {
    let secret = Secret::new("a secret of the tests");
    let config = StoreConfig {
        root: root.into(),
        listen: ([127, 0, 0, 1], 0).into(),
        access_key: "test".to_owned(),
        secret_key: secret.clone(),
        bucket: "rgrid".to_owned(),
    };
    let endpoint = format!("http://{}", store::serve(config).await.unwrap().addr);
    S3Config::new(endpoint, "test", secret)
}

/// A control plane with a store of its own, and a runner that has one attempt of `spec`.
pub(in crate::node_session::tests) struct Bed {
    server: Server,
    pub(in crate::node_session::tests) runner: Runner,
    pub(in crate::node_session::tests) attempt: AttemptId,
    account: AccountId,
    pub(super) sources: Vec<Source>,
    _root: tempfile::TempDir,
}

impl Bed {
    pub(in crate::node_session::tests) async fn new(db: &PgPool, inputs: &[&[u8]]) -> Self {
        let root = tempfile::tempdir().unwrap();
        let server = Server::with_store(db, store(root.path()).await).await;
        let account = account(db, 10).await;
        let mut spec = JobSpec::new("python", vec!["python3".to_owned()]);
        for (n, bytes) in inputs.iter().enumerate() {
            let (digest, size) = (Digest::of(bytes), bytes.len() as u64);
            let path = RelPath::new(format!("{n}")).unwrap();
            let executable = false;
            spec.inputs.push(Input {
                path,
                digest,
                size,
                executable,
            });
            let key = BlobKey::new(&account.to_string(), digest).unwrap();
            let put = server.state.blobs.put(&key, Bytes::copy_from_slice(bytes));
            put.await.unwrap();
        }
        submit(db, account, None, &new_jobs(1)).await;
        let set =
            sqlx::query("update jobs set spec = $1").bind(serde_json::to_value(&spec).unwrap());
        set.execute(db).await.unwrap();
        let mut runner = server.connect().await;
        runner.credit(1).await;
        let assigned = runner.assignment().await;
        let (attempt, sources) = (assigned.attempt, assigned.inputs);
        Self {
            server,
            runner,
            attempt,
            account,
            sources,
            _root: root,
        }
    }

    pub(super) fn report(&self, outputs: &[&[u8]]) -> Finished {
        let mut report = report(self.attempt, Outcome::Exited { code: 0 });
        report.artifacts = outputs
            .iter()
            .map(|bytes| Artifact {
                path: RelPath::new(Digest::of(bytes).to_string()).unwrap(),
                digest: Digest::of(bytes),
                size: bytes.len() as u64,
                executable: false,
            })
            .collect();
        report
    }

    pub(super) async fn finish(&mut self, report: &Finished) -> ToNode {
        let message = FromNode::Finished(Box::new(report.clone()));
        self.runner.say(&message).await;
        self.runner.hear().await
    }

    /// Puts bytes into the store, as by a URL.
    pub(in crate::node_session::tests) async fn put(&self, bytes: &'static [u8]) {
        let key = BlobKey::new(&self.account.to_string(), Digest::of(bytes)).unwrap();
        let put = self.server.state.blobs.put(&key, bytes.into());
        put.await.unwrap();
    }

    pub(super) async fn has(&self, bytes: &[u8]) -> bool {
        let key = BlobKey::new(&self.account.to_string(), Digest::of(bytes)).unwrap();
        self.server
            .state
            .blobs
            .verify(&key, bytes.len() as u64)
            .await
            .unwrap()
    }
}
