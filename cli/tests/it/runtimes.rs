//! Which environments there are (R-L4).

use std::{
    io::{Read, Write},
    os::unix::net::UnixListener,
};

use serde_json::Value;

use crate::scene::{Scene, said};

#[test]
fn runtimes_are_listed_with_their_images_and_what_they_are_chosen_for() {
    let said = Scene::new().run(&["runtimes"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let line = said
        .out
        .lines()
        .find(|line| line.starts_with("bash"))
        .unwrap();
    let cells: Vec<_> = line.split_whitespace().collect();
    assert_eq!(
        cells[1..],
        [
            "debian:bookworm-slim",
            "*.sh,",
            "*.bash,",
            "#!bash,",
            "#!sh"
        ]
    );
    let json = Scene::new().run(&["runtimes", "--json"]).out;
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["runtimes"][0]["name"], "python");
    assert_eq!(json["runtimes"][0]["extensions"][0], "py");
}

#[test]
fn help_and_a_wrong_name_list_them_too() {
    let help = Scene::new().run(&["run", "--help"]).out;
    for name in ["python3.13", "ffmpeg", "node22", "bash"] {
        assert!(help.contains(name), "{help}");
    }
    let scene = Scene::new();
    scene.write("p.py", "");
    for (name, close) in [("nonsense", ""), ("nod", "hint: --runtime node\n")] {
        let said = scene.run(&["run", "--runtime", name, "p.py"]);
        assert_eq!(said.code, 240);
        let says = format!("rgrid: there is no runtime `{name}`\n{close}hint: runtimes: python, ");
        assert!(said.err.starts_with(&says), "{}", said.err);
    }
}

#[test]
fn a_file_of_the_project_adds_some_and_changes_others() {
    let scene = Scene::new();
    let perl = "[[runtime]]\nname = \"perl\"\nimage = \"perl:5.36-slim\"\nextensions = [\"pl\"]\nstart = [\"perl\", \"-w\"]\nenv = { LANG = \"C\" }\n";
    scene.write(".rgrid/runtimes.toml", perl);
    scene.write("x.pl", "print 1;");
    let dry = scene.run(&["run", "--dry-run", "x.pl"]);
    assert_eq!(dry.code, 0, "{}", dry.err);
    // What a server is told is the image, for it knows no such name.
    assert!(dry.out.contains("runtime   perl:5.36-slim"), "{}", dry.out);
    assert!(dry.out.contains("command   perl -w x.pl"), "{}", dry.out);
    let json = scene.run(&["runtimes", "--json"]).out;
    let json: Value = serde_json::from_str(&json).unwrap();
    let first = &json["runtimes"][0];
    assert_eq!(
        (&first["name"], &first["built_in"]),
        (&"perl".into(), &false.into())
    );
    scene.write(".rgrid/runtimes.toml", "[[runtime]]\nname = \"x\"\n");
    let broken = scene.run(&["run", "--dry-run", "x.pl"]);
    assert_eq!(broken.code, 240);
    for word in [".rgrid/runtimes.toml", "image", "docs/RUNTIMES.md"] {
        assert!(broken.err.contains(word), "{}", broken.err);
    }
}

/// The doctor says which can begin at once.
#[test]
fn the_doctor_says_which_images_are_here() {
    let dir = tempfile::tempdir().unwrap();
    let socket = dir.path().join("docker.sock");
    let listener = UnixListener::bind(&socket).unwrap();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut asked = [0; 512];
            let count = stream.read(&mut asked).unwrap_or(0);
            let asked = String::from_utf8_lossy(&asked[..count]).into_owned();
            let here = asked.contains("_ping") || asked.contains("/images/debian:bookworm-slim/");
            let status = if here { "200 OK" } else { "404 Not Found" };
            // Whoever only looked whether somebody listens has hung up.
            let _ = write!(stream, "HTTP/1.0 {status}\r\n\r\n");
        }
    });
    let scene = Scene::new();
    let mut command = scene.command(&["doctor"]);
    command.env("DOCKER_HOST", format!("unix://{}", socket.display()));
    let out = said(command.output().unwrap()).out;
    assert!(
        out.contains("ok      images    here: bash; fetched when first used: python, "),
        "{out}"
    );
}
