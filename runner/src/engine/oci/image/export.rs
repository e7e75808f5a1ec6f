//! One copy being made: a container that never runs, exported, unpacked beside, renamed when whole.

use std::{
    fs::{self, File},
    io,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
};

use bollard::{
    Docker,
    models::{ContainerCreateBody, ImageInspect},
    query_parameters::{CreateContainerOptionsBuilder, RemoveContainerOptionsBuilder},
};
use futures_util::StreamExt as _;
use rustix::fs::{FlockOperation, flock};
use tokio::{sync::mpsc, task::spawn_blocking};

use super::{
    super::{place, unpack},
    Copy, kept, told,
};
use crate::{engine::docker::error, remove::remove_tree};

/// How many pieces wait between Docker and the disk.
const PIECES: usize = 16;

/// The copy of the image, made now unless it is there.
pub(super) async fn copy(
    docker: Docker,
    folder: PathBuf,
    (digest, id): (String, String),
    found: ImageInspect,
) -> io::Result<Copy> {
    let (env, volumes) = told(found);
    let (at, name) = (folder.clone(), digest.clone());
    let (held, is_whole) = spawn_blocking(move || kept::hold(&at, &name)).await??;
    let root = folder.join(&digest);
    if !is_whole {
        tracing::info!(image = id, "unpacking an image");
        let new = folder.join(format!("{digest}.new"));
        let into = new.clone();
        spawn_blocking(move || {
            remove_tree(&into)?;
            fs::create_dir(&into)
        })
        .await??;
        let name = format!("rgrid-copy-{digest:.12}-{}", folder.metadata()?.ino());
        let filled = fill(&docker, (&name, &id), &new, volumes.clone()).await;
        if let Err(error) = filled.and_then(|()| fs::rename(&new, &root)) {
            // Half a copy would take its room until somebody asks for the image again.
            let _ = spawn_blocking(move || remove_tree(&new)).await;
            return Err(error);
        }
        File::open(&folder)?.sync_all()?;
    }
    flock(&held, FlockOperation::LockShared)?;
    Ok(Copy::new(root, (env, volumes), Some(held)))
}

/// Fills the folder from a container that is made for it.
async fn fill(
    docker: &Docker,
    (name, image): (&str, &str),
    into: &Path,
    volumes: Vec<String>,
) -> io::Result<()> {
    let failed = |error: &bollard::errors::Error| io::Error::other(error::words(error));
    let remove = || {
        let options = RemoveContainerOptionsBuilder::default().force(true).v(true);
        docker.remove_container(name, Some(options.build()))
    };
    // One that a runner left when it was killed here.
    let _ = remove().await;
    let body = ContainerCreateBody {
        image: Some(image.to_owned()),
        entrypoint: Some(vec!["none".into()]),
        network_disabled: Some(true),
        ..ContainerCreateBody::default()
    };
    let options = CreateContainerOptionsBuilder::default().name(name).build();
    let made = docker.create_container(Some(options), body).await;
    made.map_err(|error| failed(&error))?;
    let (send, receive) = mpsc::channel(PIECES);
    let into = into.to_owned();
    let writing = spawn_blocking(move || {
        unpack::unpack(unpack::Incoming::from(receive), &into)?;
        place::prepare(&into, &volumes)?;
        rustix::fs::syncfs(File::open(&into)?)?;
        io::Result::Ok(())
    });
    let mut archive = docker.export_container(name);
    while let Some(piece) = archive.next().await {
        if send
            .send(piece.map_err(|error| failed(&error)))
            .await
            .is_err()
        {
            break;
        }
    }
    drop(send);
    let written = writing.await?;
    let _ = remove().await;
    written
}
