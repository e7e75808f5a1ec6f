//! One container: its streams, its end, its signals.

use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use async_trait::async_trait;
use bollard::{
    Docker,
    container::LogOutput,
    errors::Error,
    query_parameters::{
        AttachContainerOptionsBuilder, KillContainerOptionsBuilder, RemoveContainerOptionsBuilder,
        WaitContainerOptionsBuilder,
    },
};
use bytes::Bytes;
use futures_util::{StreamExt as _, stream::BoxStream};
use rgrid_shared::wire::logs::Stream;
use tokio::io::AsyncWrite;

use super::error;
use crate::engine::{EngineError, Exit, ExitStatus, Sandbox, Signal, usage::Cgroup};

type Input = Option<Pin<Box<dyn AsyncWrite + Send>>>;
type Output = BoxStream<'static, io::Result<(Stream, Bytes)>>;

/// How often usage is read; three small files.
const SAMPLE_EVERY: Duration = Duration::from_millis(100);

/// A container made by us.
pub(super) struct DockerSandbox {
    docker: Docker,
    id: String,
    cgroup: Arc<Mutex<Cgroup>>,
}

impl DockerSandbox {
    /// The container with this id.
    pub(super) fn new(docker: Docker, id: String) -> Self {
        let cgroup = Arc::new(Mutex::new(Cgroup::of_docker(&id)));
        Self { docker, id, cgroup }
    }

    /// Opens the streams first, so that no byte is lost, and then starts the command.
    pub(super) async fn attach_and_start(
        &self,
        stdin: bool,
    ) -> Result<(Input, Output), EngineError> {
        let options = AttachContainerOptionsBuilder::default()
            .stream(true)
            .stdin(stdin)
            .stdout(true)
            .stderr(true)
            .build();
        let attached = self.docker.attach_container(&self.id, Some(options)).await;
        let attached =
            attached.map_err(|error| error::engine("attach to the container", &error))?;
        let started = self.docker.start_container(&self.id, None).await;
        started.map_err(|error| error::engine("start the container", &error))?;
        tokio::spawn(keep_sampling(Arc::downgrade(&self.cgroup)));
        let output = attached.output.filter_map(|item| async { chunk(item) });
        Ok((stdin.then_some(attached.input), output.boxed()))
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

fn chunk(item: Result<LogOutput, Error>) -> Option<io::Result<(Stream, Bytes)>> {
    match item {
        Ok(LogOutput::StdOut { message }) => Some(Ok((Stream::Stdout, message))),
        Ok(LogOutput::StdErr { message }) => Some(Ok((Stream::Stderr, message))),
        Ok(LogOutput::StdIn { .. } | LogOutput::Console { .. }) => None,
        Err(error) => Some(Err(io::Error::other(error::words(&error)))),
    }
}

/// Looks at the usage while the container lives: its groups are gone before Docker tells its end.
async fn keep_sampling(cgroup: Weak<Mutex<Cgroup>>) {
    while let Some(cgroup) = cgroup.upgrade() {
        sample(&cgroup);
        drop(cgroup);
        tokio::time::sleep(SAMPLE_EVERY).await;
    }
}

fn sample(cgroup: &Mutex<Cgroup>) -> (u64, u64, bool) {
    let mut cgroup = cgroup.lock().unwrap_or_else(PoisonError::into_inner);
    cgroup.sample();
    (cgroup.cpu_ms, cgroup.max_memory_bytes, cgroup.oom)
}

#[async_trait]
impl Sandbox for DockerSandbox {
    async fn wait(&self) -> Result<Exit, EngineError> {
        let options = WaitContainerOptionsBuilder::default().condition("not-running");
        let mut answers = Box::pin(self.docker.wait_container(&self.id, Some(options.build())));
        let code = match answers.next().await {
            Some(Ok(answer)) => answer.status_code,
            Some(Err(Error::DockerContainerWaitError { code, error })) if error.is_empty() => code,
            Some(Err(error)) => return Err(error::engine("wait for the container", &error)),
            None => return Err(EngineError::Unavailable("Docker ended the wait".into())),
        };
        let (cpu_ms, max_memory_bytes, oom) = sample(&self.cgroup);
        let oom = oom || (code != 0 && self.oom_seen_by_docker().await?);
        let code = u8::try_from(code).unwrap_or(u8::MAX);
        Ok(Exit {
            status: ExitStatus::Code(code),
            oom,
            cpu_ms,
            max_memory_bytes,
        })
    }

    async fn signal(&self, signal: Signal) -> Result<(), EngineError> {
        let name = match signal {
            Signal::Term => "SIGTERM",
            Signal::Kill => "SIGKILL",
        };
        let options = KillContainerOptionsBuilder::default().signal(name).build();
        let sent = self.docker.kill_container(&self.id, Some(options)).await;
        error::unless_gone(sent, "signal the container")
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
