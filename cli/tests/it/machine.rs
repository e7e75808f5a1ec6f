//! What this machine refuses: folders, files, Docker (R-L11).

use std::{
    fs::File,
    io::{Read, Write},
    os::unix::net::UnixListener,
    process::Stdio,
};

use crate::{
    errors::NOBODY,
    fake::Fake,
    scene::{Said, Scene, said},
    wire,
};

#[test]
fn a_folder_for_standard_input_that_is_not_there_is_named() {
    let scene = Scene::new();
    scene.write("p.py", "").write("in", "some");
    let mut command = scene.command(&["run", "p.py"]);
    command
        .env("RGRID_URL", NOBODY)
        .env("RGRID_API_KEY", "k")
        .env("TMPDIR", "/nonexistent")
        .stdin(File::open(scene.cwd().join("in")).unwrap());
    let said = said(command.output().unwrap());
    assert_eq!(said.code, 246, "{}", said.err);
    assert_eq!(
        said.err,
        "rgrid: cannot spool standard input in /nonexistent: it does not exist\nhint: TMPDIR=/a/larger/folder\n"
    );
}

#[test]
fn standard_input_is_sent_by_what_it_holds() {
    let fake = Fake::new(|_, request| {
        let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap_or_default();
        assert_eq!(body["spec"]["stdin"]["size"], 4);
        wire::refusal(422, "VALIDATION_ERROR", "seen")
    });
    let scene = Scene::new();
    scene.write("p.py", "");
    let mut command = scene.command(&["run", "p.py"]);
    command
        .env("RGRID_URL", &fake.url)
        .env("RGRID_API_KEY", "k")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"some").unwrap();
    let said = said(child.wait_with_output().unwrap());
    assert_eq!((said.code, said.err.as_str()), (240, "rgrid: seen\n"));
}

#[test]
fn a_file_that_is_too_large_is_named_before_it_is_read() {
    let scene = Scene::new();
    scene.write("p.py", "").write("huge", "");
    let huge = File::options()
        .write(true)
        .open(scene.cwd().join("huge"))
        .unwrap();
    huge.set_len(6 << 30).unwrap();
    let said = scene.run(&["run", "--dry-run", "p.py", "huge"]);
    assert_eq!(said.code, 240, "{}", said.err);
    assert!(
        said.err.contains("/huge is larger than 5 GiB"),
        "{}",
        said.err
    );
}

fn doctor(docker_host: &str) -> Said {
    let scene = Scene::new();
    let mut command = scene.command(&["doctor"]);
    command.env("DOCKER_HOST", docker_host);
    said(command.output().unwrap())
}

#[test]
fn the_doctor_asks_the_docker_that_is_named() {
    let gone = doctor("unix:///nonexistent").out;
    assert!(
        gone.contains("failed  docker    /nonexistent: No such file"),
        "{gone}"
    );
    let away = doctor("tcp://10.0.0.1:2375").out;
    assert!(
        away.contains("ok      docker    tcp://10.0.0.1:2375, not asked"),
        "{away}"
    );
    let dir = tempfile::tempdir().unwrap();
    let socket = dir.path().join("docker.sock");
    let listener = UnixListener::bind(&socket).unwrap();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _asked = stream.read(&mut [0; 512]);
        stream
            .write_all(b"HTTP/1.0 500 Internal Server Error\r\n\r\n")
            .unwrap();
    });
    let ill = doctor(&format!("unix://{}", socket.display())).out;
    assert!(ill.contains("it answers, but not well"), "{ill}");
}

#[test]
fn without_a_home_folder_the_variable_is_named() {
    let scene = Scene::new();
    for words in [&["list"][..], &["doctor"]] {
        let mut command = scene.command(words);
        let said = said(command.env_remove("HOME").output().unwrap());
        assert_eq!(said.code, 246);
        let all = said.out + &said.err;
        assert!(all.contains("there is no home folder"), "{all}");
    }
}
