//! Whether this machine can: one sandbox with every limit, in which the first process tells its version.

use std::{fs, path::Path, sync::Arc, time::Duration};

use futures_util::StreamExt as _;
use rgrid_shared::{
    id::{AttemptId, NodeId},
    spec::Resources,
};

use super::{group, image::Copy, place, runtime::Runtime, sandbox};
use crate::{
    engine::{
        EngineError, Exit, ExitStatus, SandboxSpec, closed, handed::hand_over, maker::Wish, waiting,
    },
    remove::remove_tree,
};

/// How long it may take; it takes some tens of milliseconds.
const WITHIN: Duration = Duration::from_secs(20);

/// Passes when a sandbox can be made, runs and goes.
pub(super) async fn pass(runtime: &Arc<Runtime>) -> Result<(), EngineError> {
    let node = NodeId::new();
    let folder = runtime.bundle(&format!("{node}.trial"));
    let tried = tokio::time::timeout(WITHIN, attempt_it(runtime, &folder, node)).await;
    let tried = tried.unwrap_or_else(|_| Err("it does not end".into()));
    let _ = remove_tree(&folder);
    let _ = group::sweep(&runtime.layout, node);
    tried.map_err(|why| EngineError::Unfit(format!("a sandbox was tried and failed: {why}")))
}

async fn attempt_it(runtime: &Arc<Runtime>, folder: &Path, node: NodeId) -> Result<(), String> {
    let (root, work) = (folder.join("root"), folder.join("work"));
    let made = fs::create_dir_all(&root).and_then(|()| fs::create_dir(&work));
    let made = made.and_then(|()| place::prepare(&root, &[]));
    made.map_err(|error| error.to_string())?;
    let spec = SandboxSpec {
        node,
        attempt: AttemptId::new(),
        image: String::new(),
        command: vec![closed::init(), "--version".into()],
        env: [].into(),
        work,
        resources: Resources::default(),
        network: false,
        stdin: false,
        packages: None,
    };
    let copy = Copy::new(root, (Vec::new(), Vec::new()), None);
    let ended = run(runtime, folder, &spec, &copy).await;
    let (exit, said) = ended.map_err(|error| error.to_string())?;
    match exit.status {
        ExitStatus::Code(0) => Ok(()),
        ExitStatus::Code(_) | ExitStatus::Signal(_) => Err(said),
    }
}

/// Runs a sandbox to its end and removes it.
async fn run(
    runtime: &Arc<Runtime>,
    folder: &Path,
    spec: &SandboxSpec,
    copy: &Copy,
) -> Result<(Exit, String), EngineError> {
    let wish = Wish {
        node: spec.node,
        name: format!("trial-{}", spec.node),
        digest: String::new(),
        resources: spec.resources,
        network: false,
        packages: None,
        work: spec.work.clone(),
        line: folder.join("line"),
    };
    let opened = waiting::open(&folder.join("boxes"), wish, Some(spec.work.clone()))?;
    let made = sandbox::make(runtime, opened.wish(), copy).await;
    let waiting = opened.made(made).await?;
    runtime.filter.keep(&runtime.notes_of(&waiting.wish.name));
    let deaf = |_| EngineError::Failed("it takes no orders".into());
    let mut started = hand_over(waiting, spec).await.map_err(deaf)?;
    let mut said = Vec::new();
    while let Some(Ok((_, bytes))) = started.output.next().await {
        said.extend_from_slice(&bytes);
    }
    let exit = started.sandbox.wait().await;
    started.sandbox.remove().await?;
    Ok((exit?, String::from_utf8_lossy(&said).trim().to_owned()))
}
