//! `rgrid up` and `rgrid down` on one machine (R-O1).

mod own;

use std::fs;

pub(super) use own::Own;
use own::kill;

#[test]
fn up_works_without_configuration_and_survives_a_restart_with_its_data() {
    let own = Own::new();
    own.up().exits(0).says("rgrid run");
    own.user.write("hello.py", "print('hi')");
    assert_eq!(own.user.rgrid(&["run", "hello.py"]).exits(0).stdout, "hi\n");
    own.up().exits(0).says("already up");
    own.user.rgrid(&["up"]).exits(243).says("already up");
    let again = own.user.rgrid(&["--json", "up", "-d"]).exits(0).json();
    assert_eq!(again["url"], format!("http://127.0.0.1:{}", own.port));
    for stopped in [true, false] {
        let down = own.user.rgrid(&["--json", "down"]).exits(0).json();
        assert_eq!(down, serde_json::json!({ "stopped": stopped }));
    }
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
    let postgres = own.postgres();
    own.kill();
    kill(postgres);
    own.up().exits(0);
    assert_ne!(own.postgres(), postgres);
    let jobs = own.user.rgrid(&["list", "--json"]).exits(0).json();
    assert_eq!(jobs["jobs"].as_array().unwrap().len(), 1, "{jobs}");
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
        serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let before = node["node"].clone();
    node["token"] = format!("{}0", node["token"].as_str().unwrap()).into();
    fs::write(&path, node.to_string()).unwrap();
    own.up().exits(0);
    own.user.write("hello.py", "print('hi')");
    assert_eq!(own.user.rgrid(&["run", "hello.py"]).exits(0).stdout, "hi\n");
    assert!(
        !fs::read_to_string(&path)
            .unwrap()
            .contains(before.as_str().unwrap())
    );
}
