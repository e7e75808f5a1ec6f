//! One sandbox: how it starts, its end, its signals.

mod end;
mod running;

use std::{fs, io, os::unix::fs::DirBuilderExt as _, process::Stdio, sync::Arc};

use super::{bundle, group::Group, image::Copy, runtime::Runtime, streams};
use crate::engine::{EngineError, SandboxSpec, Started};
use running::Running;

/// Starts the command of `spec` on the copy of its image.
pub(super) async fn start(
    runtime: &Arc<Runtime>,
    spec: &SandboxSpec,
    copy: &Copy,
) -> Result<Started, EngineError> {
    let id = spec.attempt.to_string();
    let group = Group::of(&runtime.layout, spec.node, &id);
    let config = bundle::config(runtime, &group, spec, copy)?;
    let (at, into, resources) = (runtime.bundle(&id), group.clone(), spec.resources);
    let laid = tokio::task::spawn_blocking(move || {
        let mut folder = fs::DirBuilder::new();
        folder.recursive(true).mode(0o700).create(&at)?;
        fs::write(at.join("config.json"), serde_json::to_vec(&config)?)?;
        into.make(&resources)
    });
    let laid = laid.await.map_err(io::Error::other).flatten();
    let started = laid.and_then(|()| spawn(runtime, &group, &id, spec.stdin));
    match started {
        Ok(started) => Ok(started),
        Err(error) => {
            let _ = fs::remove_dir_all(runtime.bundle(&id));
            let _ = group.remove();
            let words = format!("could not start the sandbox: {error}");
            Err(EngineError::Failed(words))
        }
    }
}

/// Starts the runtime on the bundle.
fn spawn(runtime: &Arc<Runtime>, group: &Group, id: &str, stdin: bool) -> io::Result<Started> {
    let mut command = runtime.command(id, group);
    // Not `/dev/null`: the runtime gives the streams to the command's user, and that one is the node's.
    let input = if stdin {
        Stdio::piped()
    } else {
        Stdio::from(io::pipe()?.0)
    };
    command.stdin(input);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    // An interrupt at the node's terminal is not for the job.
    let mut child = command.process_group(0).spawn()?;
    let (Some(stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) else {
        return Err(io::Error::other("the runtime has no output"));
    };
    let input = child.stdin.take().map(|pipe| streams::Input(Some(pipe)));
    Ok(Started {
        sandbox: Box::new(Running::watch(child, runtime, group, id)),
        input: input.map(|input| Box::pin(input) as _),
        output: streams::output(stdout, stderr),
    })
}
