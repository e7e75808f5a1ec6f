//! A sandbox that runs, or has: who waits for it, ends it, and removes what is left.

use std::{
    io,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};
use tokio::{process::Child, sync::watch};

use super::{
    super::{group::Group, runtime::Runtime},
    end::{code, pid},
};
use crate::{
    engine::{
        EngineError,
        maker::{End, Made, Used},
        usage::Cgroup,
    },
    remove::remove_tree,
};

/// The runtime ends by itself sooner than this after the last process of its sandbox.
const ENDS_WITHIN: Duration = Duration::from_secs(5);

/// A sandbox made by us.
pub(super) struct Running {
    group: Group,
    bundle: PathBuf,
    notes: PathBuf,
    runtime: Option<u32>,
    usage: Mutex<Cgroup>,
    ended: watch::Receiver<Option<Result<u8, EngineError>>>,
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
            usage: Mutex::new(Cgroup::of(group.paths())),
            ended,
        };
        let bundle = running.bundle.clone();
        tokio::spawn(async move {
            let mut child = child;
            let status = child.wait().await;
            end.send_replace(Some(code(status, &bundle)));
        });
        running
    }
}

#[async_trait]
impl Made for Running {
    fn stands(&self) {
        if let Some(runtime) = self.runtime {
            // A runtime that has ended needs no more room.
            let _ = self.group.leave_to_the_job(runtime);
        }
    }

    async fn ended(&self) -> Result<End, EngineError> {
        let mut ended = self.ended.clone();
        let end = ended.wait_for(Option::is_some).await;
        let end = end.ok().and_then(|end| end.clone());
        let nobody = || Err(EngineError::Failed("nobody waits for the sandbox".into()));
        // Our groups tell what the kernel did.
        let oom = false;
        end.unwrap_or_else(nobody).map(|code| End { code, oom })
    }

    async fn kill(&self) -> Result<(), EngineError> {
        let init = pid(&self.bundle.join("pid")).filter(|_| self.ended.borrow().is_none());
        let raw = init.and_then(|init| Pid::from_raw(i32::try_from(init).ok()?));
        let handle = raw.and_then(|pid| pidfd_open(pid, PidfdFlags::empty()).ok());
        // Who has the number now is who is in the group, or nobody.
        let ours = |init: u32| self.group.processes().contains(&init);
        let Some(handle) = handle.filter(|_| init.is_some_and(ours)) else {
            return Ok(());
        };
        match pidfd_send_signal(handle, Signal::KILL) {
            Ok(()) | Err(rustix::io::Errno::SRCH) => Ok(()),
            Err(error) => Err(EngineError::Failed(format!("could not signal: {error}"))),
        }
    }

    fn used(&self) -> Used {
        let mut usage = self.usage.lock().unwrap_or_else(PoisonError::into_inner);
        usage.sample();
        usage.used()
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
