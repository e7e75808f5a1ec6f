//! A sandbox that runs, or has: who waits for it, asks it to end, and removes what is left.

use std::{
    io,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use rustix::process::{Pid, PidfdFlags, pidfd_open, pidfd_send_signal};
use tokio::{process::Child, sync::watch, time::sleep};

use super::{
    super::{group::Group, runtime::Runtime},
    end::{exit, pid, settle},
};
use crate::{
    engine::{EngineError, Exit, Sandbox, Signal, usage::Cgroup},
    remove::remove_tree,
};

type End = Option<Result<Exit, EngineError>>;

/// A sandbox is there sooner than it is looked for again.
pub(super) const LOOK_AGAIN: Duration = Duration::from_millis(5);
/// The runtime ends by itself sooner than this after the last process of its sandbox.
const ENDS_WITHIN: Duration = Duration::from_secs(5);

/// A sandbox made by us.
pub(super) struct Running {
    group: Group,
    bundle: PathBuf,
    notes: PathBuf,
    runtime: Option<u32>,
    usage: Arc<Mutex<Cgroup>>,
    ended: watch::Receiver<End>,
}

impl Running {
    /// Waits for the runtime, which ends as the command does.
    pub(super) fn watch(child: Child, runtime: &Arc<Runtime>, group: &Group, id: &str) -> Self {
        let (end, ended) = watch::channel(None);
        let running = Self {
            group: group.clone(),
            bundle: runtime.bundle(id),
            notes: runtime.notes_of(id),
            runtime: child.id(),
            usage: Arc::new(Mutex::new(Cgroup::of(group.paths()))),
            ended,
        };
        let (bundle, usage) = (running.bundle.clone(), Arc::clone(&running.usage));
        tokio::spawn(settle(running.runtime, group.clone(), bundle.join("pid")));
        tokio::spawn(async move {
            let mut child = child;
            let status = child.wait().await;
            let exit = exit(status, &bundle, &usage);
            end.send_replace(Some(exit));
        });
        running
    }

    /// The init of the sandbox, once it is there; nothing when the sandbox has ended.
    async fn init(&self) -> Option<u32> {
        while self.ended.borrow().is_none() {
            if let Some(pid) = pid(&self.bundle.join("pid")) {
                return Some(pid);
            }
            sleep(LOOK_AGAIN).await;
        }
        None
    }
}

#[async_trait]
impl Sandbox for Running {
    async fn wait(&self) -> Result<Exit, EngineError> {
        let mut ended = self.ended.clone();
        let end = ended.wait_for(Option::is_some).await;
        let end = end.ok().and_then(|end| end.clone());
        end.unwrap_or_else(|| Err(EngineError::Failed("nobody waits for the sandbox".into())))
    }

    async fn signal(&self, signal: Signal) -> Result<(), EngineError> {
        let Some(init) = self.init().await else {
            return Ok(());
        };
        let raw = i32::try_from(init).ok().and_then(Pid::from_raw);
        let handle = raw.and_then(|pid| pidfd_open(pid, PidfdFlags::empty()).ok());
        // Who has the number now is who is in the group, or nobody.
        let Some(handle) = handle.filter(|_| self.group.processes().contains(&init)) else {
            return Ok(());
        };
        let signal = match signal {
            Signal::Term => rustix::process::Signal::TERM,
            Signal::Kill => rustix::process::Signal::KILL,
        };
        match pidfd_send_signal(handle, signal) {
            Ok(()) | Err(rustix::io::Errno::SRCH) => Ok(()),
            Err(error) => Err(EngineError::Failed(format!("could not signal: {error}"))),
        }
    }

    fn processes(&self) -> Vec<u32> {
        let usage = self.usage.lock().unwrap_or_else(PoisonError::into_inner);
        usage.processes()
    }

    async fn remove(&self) -> Result<(), EngineError> {
        let (group, runtime) = (self.group.clone(), self.runtime);
        let (bundle, notes) = (self.bundle.clone(), self.notes.clone());
        let mut ended = self.ended.clone();
        let emptied = tokio::task::spawn_blocking(move || group.kill_all_but(runtime)).await;
        // The runtime tidies up by itself when its sandbox is gone.
        let _ = tokio::time::timeout(ENDS_WITHIN, ended.wait_for(Option::is_some)).await;
        let group = self.group.clone();
        let removed = tokio::task::spawn_blocking(move || {
            group.kill_all_but(None)?;
            group.remove()?;
            remove_tree(&notes)?;
            remove_tree(&bundle)
        });
        let removed = removed.await.map_err(io::Error::other).flatten();
        emptied
            .map_err(io::Error::other)
            .flatten()
            .and(removed)
            .map_err(|error| EngineError::Failed(format!("could not remove a sandbox: {error}")))
    }
}
