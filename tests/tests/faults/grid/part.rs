//! A process that can be killed, stopped and started again.

use std::{
    fs::File,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

type Recipe = Box<dyn Fn() -> Command + Send + Sync>;

/// One process and how to make it.
pub(in super::super) struct Part {
    recipe: Recipe,
    log: PathBuf,
    child: Option<Child>,
}

impl Part {
    /// A part that does not run yet; what it says goes into the file `log`.
    pub(super) fn new(log: &Path, recipe: impl Fn() -> Command + Send + Sync + 'static) -> Self {
        Self {
            recipe: Box::new(recipe),
            log: log.to_owned(),
            child: None,
        }
    }

    /// Starts it, if it does not run; also when it has ended by itself, as a service manager would.
    pub(in super::super) fn start(&mut self) {
        if let Some(child) = &mut self.child
            && child.try_wait().unwrap().is_none()
        {
            return;
        }
        let log = File::options()
            .create(true)
            .append(true)
            .open(&self.log)
            .unwrap();
        let mut command = (self.recipe)();
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        self.child = Some(command.spawn().unwrap());
    }

    /// Sends it a signal, if it runs.
    pub(in super::super) fn signal(&self, signal: Signal) {
        if let Some(child) = &self.child {
            let pid = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
            kill_process(pid, signal).unwrap();
        }
    }

    /// Ends it at once.
    pub(in super::super) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Asks it to end, and ends it when it does not within `patience`.
    pub(in super::super) async fn end(&mut self, patience: Duration) {
        self.signal(Signal::TERM);
        let deadline = Instant::now() + patience;
        while let Some(child) = &mut self.child
            && Instant::now() < deadline
        {
            if child.try_wait().unwrap().is_some() {
                self.child = None;
            } else {
                super::super::support::pause(50).await;
            }
        }
        self.kill();
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        self.kill();
    }
}
