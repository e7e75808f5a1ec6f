//! `rgrid up` and `rgrid down` on one machine (R-O1).

use std::path::Path;

use super::support::{User, wait_for};

/// An instance of its own, ended with the test.
pub(super) struct Own {
    pub(super) user: User,
    pub(super) port: String,
}

impl Own {
    pub(super) fn new() -> Self {
        // Below /tmp: the unprivileged user of PostgreSQL must reach it.
        let home = tempfile::tempdir().unwrap().keep();
        let port = rgrid_tests::ports::stable().to_string();
        Self {
            user: User::at(home),
            port,
        }
    }

    pub(super) fn up(&self) -> super::support::Ended {
        self.user.rgrid(&["up", "-d", "--port", &self.port])
    }

    pub(super) fn status(&self) -> serde_json::Value {
        let text = std::fs::read_to_string(self.user.home.join("local/lock")).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    pub(super) fn pid(&self) -> rustix::process::Pid {
        let pid = self.status()["pid"].as_i64().unwrap();
        rustix::process::Pid::from_raw(i32::try_from(pid).unwrap()).unwrap()
    }

    pub(super) fn kill(&self) {
        let pid = self.pid();
        rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
        let proc = format!("/proc/{}", pid.as_raw_nonzero());
        wait_for("its end", 10, || {
            let stat = std::fs::read_to_string(Path::new(&proc).join("stat")).unwrap_or_default();
            (stat.is_empty() || stat.contains(") Z ")).then_some(())
        });
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        drop(self.user.command(&["down"]).output());
        drop(std::fs::remove_dir_all(&self.user.home));
    }
}

#[test]
fn up_works_without_configuration_and_survives_a_restart_with_its_data() {
    let own = Own::new();
    own.up().exits(0).says("rgrid run");
    own.user.write("hello.py", "print('hi')");
    assert_eq!(own.user.rgrid(&["run", "hello.py"]).exits(0).stdout, "hi\n");
    own.up().exits(0).says("already up");
    own.user.rgrid(&["up"]).exits(243).says("already up");
    own.user.rgrid(&["down"]).exits(0);
    own.user
        .rgrid(&["run", "hello.py"])
        .exits(245)
        .says("rgrid up");
    own.up().exits(0);
    let jobs = own.user.rgrid(&["list", "--json"]).exits(0).json();
    assert_eq!(
        jobs["jobs"].as_array().unwrap().len(),
        1,
        "the data is still there"
    );
}

#[test]
fn up_survives_kill_9_of_everything() {
    let own = Own::new();
    own.up().exits(0);
    own.user.write("hello.py", "print('hi')");
    own.user.rgrid(&["run", "hello.py"]).exits(0);
    let home = own.user.home.to_string_lossy().into_owned();
    own.kill();
    let postgres = std::process::Command::new("pkill")
        .args(["-9", "-f", &format!("postgres.*{home}")])
        .status();
    assert!(postgres.is_ok());
    own.up().exits(0);
    assert_eq!(own.user.rgrid(&["run", "hello.py"]).exits(0).stdout, "hi\n");
}

#[test]
fn a_port_that_is_taken_is_named_with_a_way_out() {
    let own = Own::new();
    let taken = std::net::TcpListener::bind(format!("127.0.0.1:{}", own.port)).unwrap();
    own.up().exits(246).says(&own.port).says("--port");
    drop(taken);
}

#[test]
fn without_docker_it_says_what_to_install_or_start() {
    let own = Own::new();
    let mut command = own.user.command(&["up", "-d", "--port", &own.port]);
    let output = command
        .env("DOCKER_HOST", "unix:///nonexistent/docker.sock")
        .output()
        .unwrap();
    let ended = super::support::Ended::from(output);
    ended.exits(246).says("Docker");
}

#[test]
fn down_without_an_instance_says_so() {
    let own = Own::new();
    own.user.rgrid(&["down"]).exits(0).says("not up");
}

/// A node that the database does not know any more, as after it was restored, is enrolled anew.
#[test]
fn a_node_that_is_unknown_is_enrolled_anew() {
    let own = Own::new();
    own.up().exits(0);
    own.user.rgrid(&["down"]).exits(0);
    let path = own.user.home.join("local/runner/node.json");
    let mut node: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let before = node["node"].clone();
    node["token"] = format!("{}0", node["token"].as_str().unwrap()).into();
    std::fs::write(&path, node.to_string()).unwrap();
    own.up().exits(0);
    own.user.write("hello.py", "print('hi')");
    assert_eq!(own.user.rgrid(&["run", "hello.py"]).exits(0).stdout, "hi\n");
    assert!(
        !std::fs::read_to_string(&path)
            .unwrap()
            .contains(before.as_str().unwrap())
    );
}
