//! One sandbox: how it starts, its end, its removal.

mod end;
mod running;

use std::{
    fs::{self, File},
    io,
    os::unix::fs::DirBuilderExt as _,
    process::Stdio,
    sync::Arc,
};

use super::{bundle, group::Group, image::Copy, runtime::Runtime};
use crate::engine::{
    EngineError,
    maker::{Made, Wish},
};
use running::Running;

/// Starts the first process of a sandbox on the copy of its image.
pub(super) async fn make(
    runtime: &Arc<Runtime>,
    wish: &Wish,
    copy: &Copy,
) -> Result<Box<dyn Made>, EngineError> {
    let id = wish.name.clone();
    let group = Group::of(&runtime.layout, wish.node, &id);
    let config = bundle::config(runtime, &group, wish, copy)?;
    let (at, into, resources) = (runtime.bundle(&id), group.clone(), wish.resources);
    let laid = tokio::task::spawn_blocking(move || {
        let mut folder = fs::DirBuilder::new();
        folder.recursive(true).mode(0o700).create(&at)?;
        fs::write(at.join("config.json"), serde_json::to_vec(&config)?)?;
        into.make(&resources)
    });
    let laid = laid.await.map_err(io::Error::other).flatten();
    match laid.and_then(|()| spawn(runtime, &group, wish)) {
        Ok(running) => Ok(Box::new(running)),
        Err(error) => {
            let _ = fs::remove_dir_all(runtime.bundle(&id));
            let _ = group.remove();
            let words = format!("could not start the sandbox: {error}");
            Err(EngineError::Failed(words))
        }
    }
}

/// Starts the runtime on the bundle.
fn spawn(runtime: &Arc<Runtime>, group: &Group, wish: &Wish) -> io::Result<Running> {
    let id = &wish.name;
    let mut command = runtime.command(id, group, &wish.line.join(rgrid_init::PROGRAM));
    // Not `/dev/null`: the runtime gives the streams to the command's user, and that one is the node's.
    let said = File::create(runtime.bundle(id).join("said"))?;
    command.stdin(Stdio::from(io::pipe()?.0));
    command.stdout(said.try_clone()?).stderr(said);
    // An interrupt at the node's terminal is not for the job.
    let child = command.process_group(0).spawn()?;
    Ok(Running::watch(child, runtime, group, id))
}
