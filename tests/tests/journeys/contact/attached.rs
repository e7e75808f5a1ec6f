//! A command whose control plane goes away and comes back, with its streams in files.

use std::{
    fs,
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use super::super::{
    apart::parts::Apart,
    support::{Ended, binary, wait_for},
};

/// A command under way, with its streams in files.
pub(super) struct Attached {
    child: Child,
    home: PathBuf,
}

impl Attached {
    pub(super) fn start(apart: &Apart, command: Command) -> Self {
        let (mut command, home) = (apart.with_key(command), apart.user.home.clone());
        let file = |name: &str| fs::File::create(home.join(name)).unwrap();
        command
            .stdin(Stdio::null())
            .stdout(file("out"))
            .stderr(file("err"));
        let child = command.spawn().unwrap();
        Self { child, home }
    }

    fn said(&self, name: &str) -> String {
        fs::read_to_string(self.home.join(name)).unwrap()
    }

    /// Kills the server once `jobs` run, starts it again once it is missed, and waits for the end.
    pub(super) fn outage(mut self, apart: &mut Apart, jobs: usize) -> Ended {
        wait_for("all to run", 60, || {
            let list = apart.rgrid(&["list", "--json", "-s", "running"]);
            let running = list.json()["jobs"].as_array()?.len();
            (running == jobs).then_some(())
        });
        apart.kill_server();
        wait_for("it to be missed", 10, || {
            let said = self.said("out") + &self.said("err");
            said.contains("does not answer").then_some(())
        });
        apart.start_server();
        let code = self.child.wait().unwrap().code().unwrap();
        let (stdout, stderr) = (self.said("out"), self.said("err"));
        Ended {
            code,
            stdout,
            stderr,
        }
    }
}

/// The command on a terminal of 80 columns.
pub(super) fn on_a_terminal(apart: &Apart, words: &str) -> Command {
    let line = format!(
        "stty cols 80 rows 24; exec '{}' {words}",
        binary().display()
    );
    let mut command = Command::new("script");
    command
        .args(["-qefc", &line, "/dev/null"])
        .current_dir(apart.user.dir.path())
        .env("RGRID_HOME", &apart.user.home)
        .env("RGRID_FORCE", "1");
    command
}
