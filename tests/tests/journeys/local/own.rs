//! An instance of `rgrid up` that belongs to one test, and how its processes are killed.

use std::{fs, path::PathBuf};

use rustix::process::{Pid, Signal, kill_process};

use super::super::support::{Ended, User, wait_for};

/// An instance of its own, ended with the test.
pub(in super::super) struct Own {
    pub(in super::super) user: User,
    pub(in super::super) port: String,
}

impl Own {
    pub(in super::super) fn new() -> Self {
        // Below /tmp: the unprivileged user of PostgreSQL must reach it.
        let home = tempfile::tempdir().unwrap().keep();
        let port = rgrid_tests::ports::stable().to_string();
        Self {
            user: User::at(home),
            port,
        }
    }

    pub(in super::super) fn up(&self) -> Ended {
        self.user.rgrid(&["up", "-d", "--port", &self.port])
    }

    pub(in super::super) fn status(&self) -> serde_json::Value {
        let text = fs::read_to_string(self.user.home.join("local/lock")).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    pub(in super::super) fn pid(&self) -> Pid {
        let pid = self.status()["pid"].as_i64().unwrap();
        Pid::from_raw(i32::try_from(pid).unwrap()).unwrap()
    }

    pub(in super::super) fn kill(&self) {
        kill(self.pid());
    }

    /// The first process of its database, which as root lies in a folder of its own.
    pub(in super::super) fn postgres(&self) -> Pid {
        let asked = self.user.home.join("local/postgres");
        let moved = fs::read_to_string(asked.join("location"));
        let dir = moved.map_or(asked, |dir| PathBuf::from(dir.trim()));
        let text = fs::read_to_string(dir.join("data/postmaster.pid")).unwrap();
        Pid::from_raw(text.lines().next().unwrap().parse().unwrap()).unwrap()
    }
}

/// SIGKILL, and its end.
pub(super) fn kill(pid: Pid) {
    kill_process(pid, Signal::KILL).unwrap();
    let proc = format!("/proc/{}/stat", pid.as_raw_nonzero());
    wait_for("its end", 10, || {
        let stat = fs::read_to_string(&proc).unwrap_or_default();
        (stat.is_empty() || stat.contains(") Z ")).then_some(())
    });
}

impl Drop for Own {
    fn drop(&mut self) {
        drop(self.user.command(&["down"]).output());
        drop(fs::remove_dir_all(&self.user.home));
    }
}
