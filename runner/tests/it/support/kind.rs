//! The engines that run the same scenarios.

use std::{path::Path, sync::Arc};

use rgrid_runner::engine::{
    Engine, Pool,
    docker::DockerEngine,
    maker::Maker,
    oci::{Folders, OciEngine},
};

use super::warmed::Warmed;

/// An engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Docker,
    Oci,
    /// Every job finds its sandbox ready.
    WarmDocker,
    WarmOci,
}

impl Kind {
    /// All.
    pub(crate) const ALL: [Self; 4] = [Self::Docker, Self::Oci, Self::WarmDocker, Self::WarmOci];

    /// Whether the tests may use it: only root makes sandboxes without Docker.
    pub(crate) fn is_here(self) -> bool {
        self.name() == "docker" || rustix::process::geteuid().is_root()
    }

    /// As in the configuration.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Docker | Self::WarmDocker => "docker",
            Self::Oci | Self::WarmOci => "oci",
        }
    }

    /// What makes its sandboxes, with its own things in `home`.
    pub(crate) async fn maker(self, home: &Path) -> Arc<dyn Maker> {
        let docker = DockerEngine::new(None, None).unwrap();
        if self.name() == "docker" {
            return Arc::new(docker);
        }
        let (home, images) = (home.join("oci"), images().into());
        let engine = OciEngine::new(docker, Folders { home, images }).await;
        Arc::new(engine.unwrap())
    }

    /// The engine, with its own things in `home`.
    pub(crate) async fn engine(self, home: &Path) -> Arc<dyn Engine> {
        let (maker, boxes) = (self.maker(home).await, home.join("boxes"));
        match self {
            Self::Docker | Self::Oci => Arc::new(Pool::new(maker, &boxes, 0)),
            Self::WarmDocker | Self::WarmOci => Arc::new(Warmed::new(maker, &boxes)),
        }
    }
}

/// Where all tests keep the copies of images.
pub(crate) fn images() -> &'static str {
    concat!(env!("CARGO_TARGET_TMPDIR"), "/images")
}

/// Makes a test of each scenario on each engine of the kinds in brackets.
macro_rules! on_engines {
    ([$($module:ident: $kind:ident),+] $scenarios:tt) => {
        $(mod $module {
            on_engines!(@each $kind $scenarios);
        })+
    };
    (@each $kind:ident ($($scenario:ident),+ $(,)?)) => {
        $(#[tokio::test(flavor = "multi_thread")]
        async fn $scenario() {
            if crate::support::Kind::$kind.is_here() {
                super::$scenario(crate::support::Kind::$kind).await;
            }
        })+
    };
}

/// Makes a test of each scenario on each engine, through the pool and without it.
macro_rules! on_each_engine {
    ($($scenarios:tt)+) => {
        on_engines!([docker: Docker, oci: Oci, warm_docker: WarmDocker, warm_oci: WarmOci] ($($scenarios)+));
    };
}

/// Makes a test of each scenario on each engine, without a pool.
macro_rules! on_each_maker {
    ($($scenarios:tt)+) => {
        on_engines!([docker: Docker, oci: Oci] ($($scenarios)+));
    };
}
