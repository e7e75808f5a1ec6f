//! `rgrid run --local` needs no server, and does what a server's node would do.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use super::support::{Ended, User};

/// A user without any server or key, whose machine has run something before.
fn alone() -> User {
    User::at(Path::new(env!("CARGO_TARGET_TMPDIR")).join("here"))
}

/// The command where this machine trusts an authority of its own.
fn trusting(user: &User, words: &[&str]) -> Command {
    let mut command = user.command(words);
    let bundle = std::env::var_os("SSL_CERT_FILE");
    command.envs(bundle.map(|bundle| ("RGRID_RUNNER_EXTRA_CA_BUNDLE", bundle)));
    command
}

/// Runs the words on a server and here, in folders with the same files, and gives both ends.
fn both(files: &[(&str, &str)], words: &[&str]) -> (Ended, Ended) {
    let (grid, here) = (User::new(), alone());
    for user in [&grid, &here] {
        for (path, content) in files {
            user.write(path, content);
        }
    }
    let there = grid.rgrid(&[&["run"], words].concat());
    let at_home = here.rgrid(&[&["run", "--local"], words].concat());
    assert_eq!(here.files(), grid.files(), "{at_home:?}");
    for path in grid.files() {
        assert_eq!(here.read(&path), grid.read(&path), "{path}");
    }
    (there, at_home)
}

/// Both are the same to whoever looks.
fn same(files: &[(&str, &str)], words: &[&str]) -> Ended {
    let (there, here) = both(files, words);
    // How long a registry takes to say no is its own affair.
    let said = |ended: &Ended| {
        let lines = ended.stderr.lines();
        let lines = lines.filter(|line| !line.starts_with("rgrid: pulling image "));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        (here.code, &here.stdout, said(&here)),
        (there.code, &there.stdout, said(&there))
    );
    here
}

#[test]
fn output_files_and_exit_code_are_those_of_a_server() {
    let script = "import sys, pathlib, os\nprint(open('data/in.txt').read(), os.getcwd(), sys.argv[1:])\nprint('warned', file=sys.stderr)\n\
        pathlib.Path('out').mkdir()\npathlib.Path('out/a.txt').write_text('a')\npathlib.Path('data/in.txt').write_text('changed')\nsys.exit(3)\n";
    let large = "x".repeat(200_000);
    let files = [
        ("p.py", script),
        ("data/in.txt", "given"),
        ("large.txt", &large),
    ];
    let words = ["p.py", "data/in.txt", "large.txt"];
    let ended = same(&files, &words);
    assert_eq!(
        (ended.code, ended.stdout.contains("given /work")),
        (3, true)
    );
}

#[test]
fn limits_and_closed_doors_are_those_of_a_server() {
    let tries = "import os, socket\nprint(os.getuid() != 0, os.cpu_count() > 0, sorted(os.listdir('/work')))\n\
        for path in ('/x', '/usr/x'):\n    try: open(path, 'w')\n    except OSError as error: print(error)\n\
        try: socket.create_connection(('1.1.1.1', 53), 2)\nexcept OSError as error: print(error)\n\
        print(open('/proc/self/status').read().count('CapEff:\\t0000000000000000'))\n";
    let ended = same(&[("p.py", tries)], &["p.py"]);
    assert!(ended.stdout.contains("Read-only file system"), "{ended:?}");
    let hungry = "b = []\nwhile True: b.append(bytearray(10_000_000))\n";
    let ended = same(&[("p.py", hungry)], &["--memory", "64M", "p.py"]);
    assert!(
        ended.stderr.contains("--memory raises it") || ended.code == 137,
        "{ended:?}"
    );
    let ended = same(&[("p.sh", "sleep 30\n")], &["--timeout", "1s", "p.sh"]);
    assert!(!ended.stderr.is_empty() || ended.code != 0, "{ended:?}");
    let ended = same(&[], &["--image", "rgrid/nothing:1", "--", "true"]);
    assert_ne!(ended.code, 0);
    let ended = same(&[], &["--runtime", "bash", "--", "no-such-program"]);
    assert_eq!(ended.code, 127);
}

#[test]
fn packages_are_installed_once_and_standard_input_is_the_scripts() {
    // In a home of its own: what runs at the same moment has other packages.
    let user = User::at(Path::new(env!("CARGO_TARGET_TMPDIR")).join("here-packages"));
    user.write("requirements.txt", "six==1.17.0\n").write(
        "p.py",
        "import six, sys; print(six.__version__, sys.stdin.read(), six.__file__)",
    );
    let run = || {
        let mut command = trusting(&user, &["run", "--local", "p.py"]);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"told").unwrap();
        Ended::from(child.wait_with_output().unwrap()).exits(0)
    };
    assert!(run().stdout.starts_with("1.17.0 told /venv/"));
    let again = run();
    assert!(!again.stderr.contains("installing"), "{}", again.stderr);
    let json = trusting(&user, &["--json", "run", "--local", "p.py"]);
    let json = Ended::from({ json }.output().unwrap()).exits(0);
    assert!(
        json.stdout
            .lines()
            .last()
            .unwrap()
            .contains("\"state\":\"succeeded\""),
        "{json:?}"
    );
}

#[test]
fn what_only_a_server_can_do_is_refused() {
    let user = alone();
    user.write("p.py", "");
    for words in [
        &["run", "--local", "--detach", "p.py"][..],
        &["run", "--local", "p.py", "--batch", "*.txt"],
        &["run", "--local", "--retries", "2", "p.py"],
    ] {
        let refused = user.rgrid(words).exits(240);
        assert!(refused.stderr.contains("--local"), "{}", refused.stderr);
    }
    let away = Ended::from(
        user.command(&["run", "--local", "p.py"])
            .env("DOCKER_HOST", "unix:///nowhere.sock")
            .output()
            .unwrap(),
    );
    assert!(away.code != 0 && away.stderr.contains("docker"), "{away:?}");
}
