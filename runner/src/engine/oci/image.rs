//! The copies of images: a folder per image, by its digest, unpacked once and only read after that.
//!
//! Docker fetches images and stays the one who knows them; its own folders are never touched.

mod export;
mod kept;

use std::{
    collections::{HashMap, HashSet},
    fs::File,
    io,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bollard::{Docker, models::ImageInspect, query_parameters::ListImagesOptionsBuilder};
use tokio::sync::OnceCell;

use crate::engine::{EngineError, docker::error};

/// A copy that is whole.
#[derive(Debug)]
pub(super) struct Copy {
    /// The root file system.
    pub(super) root: PathBuf,
    /// The environment that the image gives.
    pub(super) env: Vec<String>,
    /// The folders that the image wants as volumes.
    pub(super) volumes: Vec<String>,
    /// Keeps others from removing it.
    _held: Option<File>,
}

impl Copy {
    /// The copy at `root`, of an image with this environment and these volumes.
    pub(super) fn new(
        root: PathBuf,
        (env, volumes): (Vec<String>, Vec<String>),
        held: Option<File>,
    ) -> Self {
        Self {
            root,
            env,
            volumes,
            _held: held,
        }
    }
}

type Cells = HashMap<String, Arc<OnceCell<Arc<Copy>>>>;

/// All copies of this machine, and those that this runner has used.
#[derive(Debug)]
pub(super) struct Copies {
    docker: Docker,
    folder: PathBuf,
    by_digest: Mutex<Cells>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Copies {
    /// The copies in this folder.
    pub(super) fn new(docker: Docker, folder: PathBuf) -> Self {
        Self {
            docker,
            folder,
            by_digest: Mutex::default(),
        }
    }

    /// Makes sure that there is a copy of what Docker found by this name; tells the digest.
    pub(super) async fn prepare(
        &self,
        image: &str,
        found: ImageInspect,
    ) -> Result<String, EngineError> {
        let id = found.id.clone().unwrap_or_default();
        let digest = id.rsplit(':').next().unwrap_or(&id).to_owned();
        let cell = Arc::clone(lock(&self.by_digest).entry(digest.clone()).or_default());
        let (docker, folder) = (self.docker.clone(), self.folder.clone());
        let named = digest.clone();
        // A task of its own: a job that is cancelled meanwhile does not stop it halfway.
        let making = async || {
            let made = tokio::spawn(export::copy(docker, folder, (named, id), found));
            made.await
                .map_err(io::Error::other)
                .flatten()
                .map(Arc::new)
                .map_err(|error| {
                    EngineError::Failed(format!("could not unpack the image {image}: {error}"))
                })
        };
        cell.get_or_try_init(making).await?;
        Ok(digest)
    }

    /// The copy of an image that was prepared.
    pub(super) fn of(&self, digest: &str) -> Result<Arc<Copy>, EngineError> {
        let cell = lock(&self.by_digest).get(digest).cloned();
        let copy = cell.and_then(|cell| cell.get().cloned());
        copy.ok_or_else(|| EngineError::Failed(format!("the image {digest} is not unpacked")))
    }

    /// Removes the copies of images that Docker does not have any more, unless somebody uses them.
    pub(super) async fn prune(&self) -> Result<(), EngineError> {
        let options = ListImagesOptionsBuilder::default().all(true).build();
        let images = self.docker.list_images(Some(options)).await;
        let images = images.map_err(|error| error::engine("list images", &error))?;
        lock(&self.by_digest).clear();
        let kept: HashSet<String> = images
            .iter()
            .filter_map(|image| Some(image.id.rsplit(':').next()?.to_owned()))
            .collect();
        let folder = self.folder.clone();
        let pruned = tokio::task::spawn_blocking(move || kept::prune(&folder, &kept)).await;
        pruned
            .map_err(io::Error::other)
            .flatten()
            .map_err(|error| EngineError::Failed(format!("could not remove old images: {error}")))
    }
}

/// The environment and the volumes of an image.
fn told(found: ImageInspect) -> (Vec<String>, Vec<String>) {
    let config = found.config.unwrap_or_default();
    (
        config.env.unwrap_or_default(),
        config.volumes.unwrap_or_default().into_iter().collect(),
    )
}
