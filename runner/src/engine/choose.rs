//! Which engine a node has: what it is told, or the fastest that can work.

use std::{path::absolute, str::FromStr, sync::Arc};

use serde::Deserialize;

use super::{
    Pool,
    docker::DockerEngine,
    maker::Maker,
    oci::{Folders, OciEngine},
};
use crate::{config::Config, error::RunnerError};

/// What makes the sandboxes of a node.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Choice {
    /// A container runtime where a trial shows that it works, and Docker elsewhere.
    #[default]
    Auto,
    /// A container runtime, or the node does not start.
    Oci,
    /// Docker.
    Docker,
}

impl FromStr for Choice {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "auto" => Ok(Self::Auto),
            "oci" => Ok(Self::Oci),
            "docker" => Ok(Self::Docker),
            other => Err(format!(
                "`{other}` is no engine; one is auto, oci or docker"
            )),
        }
    }
}

/// The engine that the configuration asks for.
///
/// # Errors
/// When it cannot be had.
pub async fn choose(config: &Config) -> Result<Arc<Pool>, RunnerError> {
    let bundle = config.extra_ca_bundle.clone();
    let docker = DockerEngine::new(config.docker_host.as_deref(), bundle)?;
    let home = absolute(&config.state_dir).unwrap_or_else(|_| config.state_dir.clone());
    let (home, boxes) = (home.join("oci"), home.join("boxes"));
    let images = config.images_dir.clone();
    let folders = Folders {
        images: images.unwrap_or_else(|| home.join("images")),
        home,
    };
    let maker: Arc<dyn Maker> = match config.engine {
        Choice::Docker => Arc::new(OciEngine::with_docker_only(docker, folders)),
        Choice::Auto | Choice::Oci => made_by(config.engine, docker, folders).await?,
    };
    let most = config.warm.unwrap_or(config.slots);
    Ok(Arc::new(Pool::new(maker, &boxes, most)))
}

/// A container runtime makes the sandboxes, or Docker where that may be.
async fn made_by(
    choice: Choice,
    docker: DockerEngine,
    folders: Folders,
) -> Result<Arc<dyn Maker>, RunnerError> {
    match OciEngine::new(docker.clone(), folders.clone()).await {
        Ok(engine) => {
            tracing::info!("sandboxes are made by a container runtime");
            Ok(Arc::new(engine))
        }
        Err(error) if choice == Choice::Oci => {
            let words = format!("`engine` is `oci`, but {error}; `auto` takes what there is");
            Err(RunnerError::Config(words))
        }
        Err(error) => {
            tracing::info!(why = %error, "sandboxes are made by Docker");
            Ok(Arc::new(OciEngine::with_docker_only(docker, folders)))
        }
    }
}
