//! `rgrid up` where something is up already (R-O1).

use std::{fs, fs::File};

use rustix::fs::{FlockOperation, flock};

use crate::scene::Scene;

/// Another port is not what is up: a script that asked for it must not go on.
#[test]
fn up_on_another_port_than_the_one_that_is_up_is_refused() {
    let scene = Scene::new();
    let home = scene.cwd().with_file_name(".rgrid").join("local");
    fs::create_dir_all(&home).unwrap();
    let lock = File::create(home.join("lock")).unwrap();
    let status = r#"{ "pid": 1, "url": "http://127.0.0.1:7460", "ready": true }"#;
    fs::write(home.join("lock"), status).unwrap();
    flock(&lock, FlockOperation::LockExclusive).unwrap();
    let other = scene.run(&["up", "-d", "--port", "7462"]);
    assert_eq!(other.code, 243, "{}", other.err);
    assert_eq!(
        other.err,
        "rgrid: it is up at http://127.0.0.1:7460, so it cannot be on port 7462 too\nhint: rgrid down, then rgrid up -d --port 7462\n"
    );
    for words in [&["up", "-d"][..], &["up", "-d", "--port", "7460"]] {
        let same = scene.run(words);
        assert_eq!(same.code, 0, "{}", same.err);
        assert!(
            same.err.contains("already up at http://127.0.0.1:7460"),
            "{}",
            same.err
        );
    }
}
