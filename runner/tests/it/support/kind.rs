//! The engines that run the same scenarios.

use std::{path::Path, sync::Arc};

use rgrid_runner::engine::{
    Engine,
    docker::DockerEngine,
    oci::{Folders, OciEngine},
};

/// An engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Docker,
    Oci,
}

impl Kind {
    /// Both.
    pub(crate) const ALL: [Self; 2] = [Self::Docker, Self::Oci];

    /// Whether the tests may use it: only root makes sandboxes without Docker.
    pub(crate) fn is_here(self) -> bool {
        self == Self::Docker || rustix::process::geteuid().is_root()
    }

    /// As in the configuration.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Docker => "docker",
            Self::Oci => "oci",
        }
    }

    /// The engine, with its own things in `home`.
    pub(crate) async fn engine(self, home: &Path) -> Arc<dyn Engine> {
        let docker = DockerEngine::new(None, None).unwrap();
        match self {
            Self::Docker => Arc::new(docker),
            Self::Oci => {
                let (home, images) = (home.join("oci"), images().into());
                Arc::new(
                    OciEngine::new(docker, Folders { home, images })
                        .await
                        .unwrap(),
                )
            }
        }
    }
}

/// Where all tests keep the copies of images.
pub(crate) fn images() -> &'static str {
    concat!(env!("CARGO_TARGET_TMPDIR"), "/images")
}

/// Makes a test of each scenario on each engine.
macro_rules! on_each_engine {
    ($($scenario:ident),+ $(,)?) => {
        mod docker {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $scenario() {
                super::$scenario(crate::support::Kind::Docker).await;
            })+
        }
        mod oci {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $scenario() {
                if crate::support::Kind::Oci.is_here() {
                    super::$scenario(crate::support::Kind::Oci).await;
                }
            })+
        }
    };
}
