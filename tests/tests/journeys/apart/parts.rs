//! A control plane and a runner as processes of their own.

use std::process::{Child, Command, Stdio};

use rgrid_control_plane::pg::{Cluster, PgConfig};
use rustix::process::{Pid, Signal, kill_process};

use super::super::support::{Ended, User, binary, wait_for};

/// A control plane and a runner, each a process of its own.
pub(super) struct Apart {
    pub(super) user: User,
    cluster: Option<Cluster>,
    pub(super) server: Child,
    pub(super) runner: Option<Child>,
    url: String,
    key: String,
}

impl Apart {
    pub(super) async fn start() -> Self {
        let home = tempfile::Builder::new()
            .prefix("rgrid-apart-")
            .tempdir()
            .unwrap()
            .keep();
        let user = User::at(home);
        let cluster = Cluster::start(&PgConfig::new(user.home.join("pg")))
            .await
            .unwrap();
        let port = free_port();
        let url = format!("http://127.0.0.1:{port}");
        let made = Ended::from(
            server(&cluster, port, &["create-key", "acme"])
                .output()
                .unwrap(),
        );
        let key = made.exits(0).stdout.trim().to_owned();
        let server = server(&cluster, port, &[])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut apart = Self {
            user,
            cluster: Some(cluster),
            server,
            runner: None,
            url,
            key,
        };
        let token = wait_for("the server", 30, || {
            let ended = apart.rgrid(&["nodes", "enrol-token"]);
            (ended.code == 0).then(|| ended.stdout.trim().to_owned())
        });
        apart.runner = Some(apart.node(&token));
        apart
    }

    /// A runner of this control plane.
    fn node(&self, token: &str) -> Child {
        let mut command = Command::new(binary());
        command.arg("runner").env("RGRID_RUNNER_URL", &self.url);
        command.env("RGRID_RUNNER_ENROL_TOKEN", token);
        command.env("RGRID_RUNNER_STATE_DIR", self.user.home.join("node"));
        command.stderr(Stdio::null()).spawn().unwrap()
    }

    pub(super) fn rgrid(&self, args: &[&str]) -> Ended {
        let mut command = self.user.command(args);
        Ended::from(
            command
                .env("RGRID_URL", &self.url)
                .env("RGRID_API_KEY", &self.key)
                .output()
                .unwrap(),
        )
    }

    pub(super) async fn stop(mut self) {
        for child in self.runner.iter_mut().chain([&mut self.server]) {
            kill_process(pid(child), Signal::TERM).unwrap();
            let code = wait_for("its end", 60, || child.try_wait().unwrap());
            assert!(code.success(), "SIGTERM is an ordinary end: {code}");
        }
        self.cluster.take().unwrap().stop().await.unwrap();
        std::fs::remove_dir_all(&self.user.home).unwrap();
    }
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
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

pub(super) fn pid(child: &Child) -> Pid {
    Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap()
}
