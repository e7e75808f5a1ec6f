//! The Docker engine: one hardened container per sandbox.
//!
//! Owns everything said to Docker. Does not own the working directory's content or the limits in time.

mod body;
mod clean;
mod egress;
pub(super) mod error;
mod image;
mod mounts;
mod names;
mod pulls;
mod sandbox;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use async_trait::async_trait;
use bollard::{Docker, query_parameters::CreateContainerOptionsBuilder};
use rgrid_shared::id::NodeId;

use super::{
    EngineError,
    maker::{Made, Maker, Wish},
};
use names::Names;
use pulls::Pulls;
use sandbox::Container;

/// The label that names the node a container belongs to.
pub const NODE_LABEL: &str = "rgrid.node";

/// Makes sandboxes as containers of a Docker daemon.
#[derive(Debug, Clone)]
pub struct DockerEngine {
    docker: Docker,
    host: Host,
    names: Names,
    pulls: Pulls,
}

/// What the machine adds to every container.
#[derive(Debug, Clone)]
pub(crate) struct Host {
    /// The unprivileged user of the command.
    pub(crate) user: (u32, u32),
    /// The network of jobs that reach the internet, once its walls stand; without it they are refused.
    pub(crate) egress: Option<String>,
    /// Certificates of authorities that jobs with network shall trust.
    pub(crate) extra_ca_bundle: Option<PathBuf>,
}

impl DockerEngine {
    /// Talks to the daemon at `host`, or where `DOCKER_HOST` and custom say.
    ///
    /// # Errors
    /// When the address is none. The daemon need not answer yet.
    pub fn new(host: Option<&str>, extra_ca_bundle: Option<PathBuf>) -> Result<Self, EngineError> {
        let docker = match host {
            Some(host) if host.starts_with("unix://") || host.starts_with('/') => {
                Docker::connect_with_unix(host, TIMEOUT_S, bollard::API_DEFAULT_VERSION)
            }
            Some(host) => Docker::connect_with_http(host, TIMEOUT_S, bollard::API_DEFAULT_VERSION),
            None => Docker::connect_with_local_defaults(),
        }
        .map_err(|error| error::engine("reach Docker", &error))?;
        let user = crate::owner::sandbox_user();
        let host = Host {
            user,
            egress: None,
            extra_ca_bundle,
        };
        Ok(Self {
            docker,
            host,
            names: Names::default(),
            pulls: Pulls::default(),
        })
    }
}

impl DockerEngine {
    /// The daemon, for those who need more of it than containers.
    pub(super) fn daemon(&self) -> &Docker {
        &self.docker
    }
}

/// How long Docker may take for one answer, in seconds.
const TIMEOUT_S: u64 = 120;

#[async_trait]
impl Maker for DockerEngine {
    async fn ready(&self) -> Result<(), EngineError> {
        let ping = self.docker.ping().await;
        ping.map(drop)
            .map_err(|error| error::engine("ask Docker whether it is there", &error))
    }

    async fn prepare(&self, image: &str) -> Result<String, EngineError> {
        let found = self.image(image).await?;
        Ok(found.id.unwrap_or_else(|| image.to_owned()))
    }

    fn pulling(&self, image: &str) -> Option<u8> {
        self.pulls.percent(image)
    }

    async fn make(&self, wish: &Wish) -> Result<Box<dyn Made>, EngineError> {
        let volumes = image::volumes(&self.docker, &wish.digest).await?;
        let name = format!("rgrid-{}", wish.name);
        let options = CreateContainerOptionsBuilder::default().name(&name).build();
        let mut host = self.host.clone();
        if wish.network {
            host.egress = Some(egress::ensure(&self.docker).await?);
        }
        let body = body::container(wish, &host, &volumes)?;
        let created = self.docker.create_container(Some(options), body).await;
        let id = created
            .map_err(|error| error::engine("make the container", &error))?
            .id;
        let container = Container::new(self.docker.clone(), id);
        if let Err(error) = container.start().await {
            let _ = container.remove().await;
            return Err(error);
        }
        Ok(Box::new(container))
    }

    async fn wall_off(&self) -> Result<(), EngineError> {
        egress::ensure(&self.docker).await.map(drop)
    }

    async fn clean(&self, node: NodeId) -> Result<usize, EngineError> {
        self.remove_all(node).await
    }
}
