//! The OCI engine: sandboxes that a container runtime makes for us, on images that Docker fetched.
//!
//! Owns the copies of images, the bundles and the control groups. Jobs with network are Docker's, as
//! their walls are; so is everything where no runtime can work.

mod bundle;
mod filter;
mod group;
mod image;
mod layout;
mod mounts;
mod place;
mod runtime;
mod sandbox;
mod seccomp;
#[cfg(test)]
mod tests;
mod trial;
mod unpack;

use std::{io, path::PathBuf, sync::Arc};

use async_trait::async_trait;
use rgrid_shared::id::NodeId;

use super::{
    EngineError,
    docker::DockerEngine,
    maker::{Made, Maker, Wish},
};
use crate::remove::remove_tree;
use image::Copies;
use layout::Layout;
use runtime::Runtime;

/// Has a container runtime make sandboxes, and Docker those that need Docker.
#[derive(Debug)]
pub struct OciEngine {
    docker: DockerEngine,
    copies: Copies,
    home: PathBuf,
    runtime: Option<Arc<Runtime>>,
}

/// Where the engine keeps what it makes.
#[derive(Debug, Clone)]
pub struct Folders {
    /// Bundles and what the runtime notes; of each runner another.
    pub home: PathBuf,
    /// The copies of images; several runners may share them.
    pub images: PathBuf,
}

impl OciEngine {
    /// Makes sandboxes of its own; a trial has shown that this machine can.
    ///
    /// # Errors
    /// What this machine lacks.
    pub async fn new(docker: DockerEngine, folders: Folders) -> Result<Self, EngineError> {
        let runtime = Runtime::find(folders.home.clone()).map_err(EngineError::Unfit)?;
        let runtime = Arc::new(runtime);
        trial::pass(&runtime).await?;
        Ok(Self {
            runtime: Some(runtime),
            ..Self::with_docker_only(docker, folders)
        })
    }

    /// Leaves every sandbox to Docker; what an earlier life with a runtime left is removed all the same.
    #[must_use]
    pub fn with_docker_only(docker: DockerEngine, folders: Folders) -> Self {
        let copies = Copies::new(docker.daemon().clone(), folders.images);
        Self {
            docker,
            copies,
            home: folders.home,
            runtime: None,
        }
    }
}

#[async_trait]
impl Maker for OciEngine {
    async fn ready(&self) -> Result<(), EngineError> {
        self.docker.ready().await
    }

    fn pulling(&self, image: &str) -> Option<u8> {
        self.docker.pulling(image)
    }

    async fn prepare(&self, image: &str) -> Result<String, EngineError> {
        if self.runtime.is_none() {
            return self.docker.prepare(image).await;
        }
        let found = self.docker.image(image).await?;
        self.copies.prepare(image, found).await
    }

    async fn make(&self, wish: &Wish) -> Result<Box<dyn Made>, EngineError> {
        match &self.runtime {
            Some(runtime) if !wish.network => {
                let copy = self.copies.of(&wish.digest)?;
                sandbox::make(runtime, wish, &copy).await
            }
            Some(_) | None => self.docker.make(wish).await,
        }
    }

    async fn wall_off(&self) -> Result<(), EngineError> {
        self.docker.wall_off().await
    }

    async fn clean(&self, node: NodeId) -> Result<usize, EngineError> {
        let containers = self.docker.clean(node).await?;
        let home = self.home.clone();
        let swept = tokio::task::spawn_blocking(move || sweep(node, &home)).await;
        let swept = swept.map_err(io::Error::other).flatten();
        let sandboxes = swept
            .map_err(|error| EngineError::Failed(format!("could not remove leftovers: {error}")))?;
        self.copies.prune().await?;
        Ok(containers.saturating_add(sandboxes))
    }
}

/// Ends what runs in the groups of the node and removes groups and bundles.
fn sweep(node: NodeId, home: &std::path::Path) -> io::Result<usize> {
    let found = match Layout::of_this_machine() {
        Some(layout) => group::sweep(&Arc::new(layout), node)?,
        None => 0,
    };
    remove_tree(&runtime::bundles(home))?;
    remove_tree(&runtime::notes(home))?;
    Ok(found)
}
