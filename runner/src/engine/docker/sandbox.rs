//! One container: its end, its usage, its removal.

use std::{
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use async_trait::async_trait;
use bollard::{
    Docker,
    errors::Error,
    query_parameters::{
        KillContainerOptionsBuilder, RemoveContainerOptionsBuilder, WaitContainerOptionsBuilder,
    },
};
use futures_util::StreamExt as _;

use super::error;
use crate::engine::{
    EngineError,
    maker::{End, Made, Used},
    usage::Cgroup,
};

/// How often usage is read; three small files.
const SAMPLE_EVERY: Duration = Duration::from_millis(100);

/// A container made by us.
pub(super) struct Container {
    docker: Docker,
    id: String,
    cgroup: Arc<Mutex<Cgroup>>,
}

impl Container {
    /// The container with this id.
    pub(super) fn new(docker: Docker, id: String) -> Self {
        let cgroup = Arc::new(Mutex::new(Cgroup::of_docker(&id)));
        Self { docker, id, cgroup }
    }

    /// Starts its first process.
    pub(super) async fn start(&self) -> Result<(), EngineError> {
        let started = self.docker.start_container(&self.id, None).await;
        started.map_err(|error| error::engine("start the container", &error))?;
        tokio::spawn(keep_sampling(Arc::downgrade(&self.cgroup)));
        Ok(())
    }

    async fn oom_seen_by_docker(&self) -> Result<bool, EngineError> {
        let found = self.docker.inspect_container(&self.id, None).await;
        let found = found.map_err(|error| error::engine("inspect the container", &error))?;
        Ok(found
            .state
            .and_then(|state| state.oom_killed)
            .unwrap_or(false))
    }
}

/// Looks at the usage while the container lives: when its first process is killed, its groups are gone
/// before Docker tells its end.
async fn keep_sampling(cgroup: Weak<Mutex<Cgroup>>) {
    while let Some(cgroup) = cgroup.upgrade() {
        sample(&cgroup);
        drop(cgroup);
        tokio::time::sleep(SAMPLE_EVERY).await;
    }
}

fn sample(cgroup: &Mutex<Cgroup>) -> Used {
    let mut cgroup = cgroup.lock().unwrap_or_else(PoisonError::into_inner);
    cgroup.sample();
    cgroup.used()
}

#[async_trait]
impl Made for Container {
    async fn ended(&self) -> Result<End, EngineError> {
        let options = WaitContainerOptionsBuilder::default().condition("not-running");
        let mut answers = Box::pin(self.docker.wait_container(&self.id, Some(options.build())));
        let code = match answers.next().await {
            Some(Ok(answer)) => answer.status_code,
            Some(Err(Error::DockerContainerWaitError { code, error })) if error.is_empty() => code,
            Some(Err(error)) => return Err(error::engine("wait for the container", &error)),
            None => return Err(EngineError::Unavailable("Docker ended the wait".into())),
        };
        let oom = code != 0 && !self.used().oom && self.oom_seen_by_docker().await?;
        let code = u8::try_from(code).unwrap_or(u8::MAX);
        Ok(End { code, oom })
    }

    async fn kill(&self) -> Result<(), EngineError> {
        let options = KillContainerOptionsBuilder::default().signal("SIGKILL");
        let sent = self
            .docker
            .kill_container(&self.id, Some(options.build()))
            .await;
        error::unless_gone(sent, "signal the container")
    }

    fn used(&self) -> Used {
        sample(&self.cgroup)
    }

    fn processes(&self) -> Vec<u32> {
        let cgroup = self.cgroup.lock().unwrap_or_else(PoisonError::into_inner);
        cgroup.processes()
    }

    async fn remove(&self) -> Result<(), EngineError> {
        let options = RemoveContainerOptionsBuilder::default().force(true).v(true);
        let removed = self
            .docker
            .remove_container(&self.id, Some(options.build()))
            .await;
        error::unless_gone(removed, "remove the container")
    }
}
