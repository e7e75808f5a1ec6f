//! A control plane and runners as processes of their own.

use std::process::{Child, Command, Stdio};

use rgrid_control_plane::pg::{Cluster, PgConfig};
use rustix::process::{Pid, Signal, kill_process};

use super::super::support::{Ended, User, binary, wait_for};

/// A control plane and runners, each a process of its own.
pub(in super::super) struct Apart {
    pub(in super::super) user: User,
    cluster: Option<Cluster>,
    pub(in super::super) server: Child,
    pub(in super::super) runners: Vec<Child>,
    port: u16,
    url: String,
    key: String,
}

impl Apart {
    /// With one runner on Docker.
    pub(in super::super) async fn start() -> Self {
        let mut apart = Self::without_node().await;
        let mut runner = Command::new(binary());
        runner.arg("runner");
        apart.add_node(runner);
        apart
    }

    pub(in super::super) async fn without_node() -> Self {
        let home = tempfile::Builder::new()
            .prefix("rgrid-apart-")
            .tempdir()
            .unwrap()
            .keep();
        let user = User::at(home);
        let cluster = Cluster::start(&PgConfig::new(user.home.join("pg")))
            .await
            .unwrap();
        let port = rgrid_tests::ports::stable();
        let url = format!("http://127.0.0.1:{port}");
        let made = Ended::from(
            server(&cluster, port, &["create-key", "acme"])
                .output()
                .unwrap(),
        );
        let key = made.exits(0).stdout.trim().to_owned();
        let server = serving(&cluster, port);
        let runners = Vec::new();
        Self {
            user,
            cluster: Some(cluster),
            server,
            runners,
            port,
            url,
            key,
        }
    }

    /// Enrols and starts one more runner.
    pub(in super::super) fn add_node(&mut self, mut runner: Command) {
        let token = wait_for("the server", 30, || {
            let ended = self.rgrid(&["nodes", "enrol-token"]);
            (ended.code == 0).then(|| ended.stdout.trim().to_owned())
        });
        runner.env("RGRID_RUNNER_ENROL_TOKEN", token);
        let runner = self.spawn(self.runners.len(), runner);
        self.runners.push(runner);
    }

    /// Kills a runner and starts another process in its place.
    pub(in super::super) fn replace(&mut self, number: usize, runner: Command) {
        self.runners[number].kill().unwrap();
        self.runners[number].wait().unwrap();
        self.runners[number] = self.spawn(number, runner);
    }

    fn spawn(&self, number: usize, mut runner: Command) -> Child {
        let state = self.user.home.join(format!("node-{number}"));
        runner.env("RGRID_RUNNER_URL", &self.url);
        runner.env("RGRID_RUNNER_STATE_DIR", state);
        runner.stderr(Stdio::null()).spawn().unwrap()
    }

    /// Ends the control plane as a machine does that loses its power.
    pub(in super::super) fn kill_server(&mut self) {
        self.server.kill().unwrap();
        self.server.wait().unwrap();
    }

    /// Starts the control plane again, where it was.
    pub(in super::super) fn start_server(&mut self) {
        self.server = serving(self.cluster.as_ref().unwrap(), self.port);
    }

    /// The same command with the address and key of the server.
    pub(in super::super) fn with_key(&self, mut command: Command) -> Command {
        command
            .env("RGRID_URL", &self.url)
            .env("RGRID_API_KEY", &self.key);
        command
    }

    pub(in super::super) fn rgrid(&self, args: &[&str]) -> Ended {
        let mut command = self.with_key(self.user.command(args));
        Ended::from(command.output().unwrap())
    }

    pub(in super::super) async fn stop(mut self) {
        for child in self.runners.iter_mut().chain([&mut self.server]) {
            kill_process(pid(child), Signal::TERM).unwrap();
            let code = wait_for("its end", 60, || child.try_wait().unwrap());
            assert!(code.success(), "SIGTERM is an ordinary end: {code}");
        }
        self.cluster.take().unwrap().stop().await.unwrap();
        std::fs::remove_dir_all(&self.user.home).unwrap();
    }
}

fn serving(cluster: &Cluster, port: u16) -> Child {
    let mut command = server(cluster, port, &[]);
    command.stderr(Stdio::null()).spawn().unwrap()
}

fn server(cluster: &Cluster, port: u16, args: &[&str]) -> Command {
    let variable =
        |name: &str| std::env::var(format!("RGRID_TEST_S3_{name}")).expect("make test sets it");
    let mut command = Command::new(binary());
    command
        .arg("server")
        .args(args)
        .env("RGRID_DATABASE_URL", cluster.url());
    command.env("RGRID_LISTEN", format!("127.0.0.1:{port}"));
    for name in ["ENDPOINT", "ACCESS_KEY", "SECRET_KEY", "BUCKET"] {
        command.env(format!("RGRID_S3_{name}"), variable(name));
    }
    command
}

pub(in super::super) fn pid(child: &Child) -> Pid {
    Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap()
}
