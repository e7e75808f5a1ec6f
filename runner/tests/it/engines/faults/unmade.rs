//! A sandbox that a container runtime refuses.

use rgrid_runner::engine::{EngineError, SandboxSpec};
use rgrid_shared::{
    id::{AttemptId, NodeId},
    spec::Resources,
};

use crate::support::Kind;

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_that_cannot_be_made_says_why_and_leaves_nothing() {
    if !Kind::Oci.is_here() {
        return;
    }
    let at = tempfile::tempdir().unwrap();
    let engine = Kind::Oci.engine(at.path()).await;
    let spec = SandboxSpec {
        node: NodeId::new(),
        attempt: AttemptId::new(),
        image: "python:3.11-slim-bookworm".into(),
        command: vec!["true".into()],
        env: [("SECRET".to_owned(), "hush".to_owned())].into(),
        work: "/nowhere".into(),
        resources: Resources::default(),
        network: false,
        stdin: false,
        packages: None,
    };
    assert!(
        !format!("{spec:?}").contains("hush"),
        "it never shows its environment"
    );
    let Err(EngineError::Failed(told)) = engine.start(spec).await else {
        panic!("it is the engine's failure");
    };
    assert!(told.starts_with("the sandbox failed:"), "{told}");
    assert!(told.contains("nowhere"), "{told}");
    let count = |folder: &str| std::fs::read_dir(at.path().join(folder)).unwrap().count();
    // What stays is the first process of all that are to come.
    assert_eq!((count("oci/sandboxes"), count("boxes")), (0, 1));
}
