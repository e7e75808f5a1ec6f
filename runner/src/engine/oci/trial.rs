//! Whether this machine can: one sandbox with every limit, in which the init tells its version.

use std::{fs, path::Path, sync::Arc, time::Duration};

use futures_util::StreamExt as _;
use rgrid_shared::{
    id::{AttemptId, NodeId},
    spec::Resources,
};

use super::{group, image::Copy, mounts, place, runtime::Runtime, sandbox};
use crate::{
    engine::{EngineError, Exit, ExitStatus, SandboxSpec},
    remove::remove_tree,
};

/// How long it may take; it takes some tens of milliseconds.
const WITHIN: Duration = Duration::from_secs(20);

/// Passes when a sandbox can be made, runs and goes.
pub(super) async fn pass(runtime: &Arc<Runtime>) -> Result<(), EngineError> {
    let (node, attempt) = (NodeId::new(), AttemptId::new());
    let folder = runtime.bundle(&format!("{attempt}.trial"));
    let tried = tokio::time::timeout(WITHIN, attempt_it(runtime, &folder, (node, attempt))).await;
    let tried = tried.unwrap_or_else(|_| Err("it does not end".into()));
    let _ = remove_tree(&folder);
    let _ = group::sweep(&runtime.layout, node);
    tried.map_err(|why| EngineError::Unfit(format!("a sandbox was tried and failed: {why}")))
}

async fn attempt_it(
    runtime: &Arc<Runtime>,
    folder: &Path,
    (node, attempt): (NodeId, AttemptId),
) -> Result<(), String> {
    let root = folder.join("root");
    let spec = SandboxSpec {
        node,
        attempt,
        image: String::new(),
        command: vec![mounts::INIT.into(), "--version".into()],
        env: [].into(),
        work: folder.join("work"),
        resources: Resources::default(),
        network: false,
        stdin: false,
    };
    let made = fs::create_dir_all(&root).and_then(|()| fs::create_dir(&spec.work));
    let made = made.and_then(|()| place::prepare(&root, &[]));
    made.map_err(|error| error.to_string())?;
    let copy = Copy::new(root, (Vec::new(), Vec::new()), None);
    let ended = run(runtime, &spec, &copy).await;
    let (exit, said) = ended.map_err(|error| error.to_string())?;
    match exit.status {
        ExitStatus::Code(0) => Ok(()),
        ExitStatus::Code(_) | ExitStatus::Signal(_) => Err(said),
    }
}

/// Runs a sandbox to its end and removes it.
async fn run(
    runtime: &Arc<Runtime>,
    spec: &SandboxSpec,
    copy: &Copy,
) -> Result<(Exit, String), EngineError> {
    let mut started = sandbox::start(runtime, spec, copy).await?;
    let mut said = Vec::new();
    while let Some(Ok((_, bytes))) = started.output.next().await {
        said.extend_from_slice(&bytes);
    }
    let exit = started.sandbox.wait().await;
    started.sandbox.remove().await?;
    Ok((exit?, String::from_utf8_lossy(&said).trim().to_owned()))
}
