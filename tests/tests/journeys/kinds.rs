//! Kinds of scripts and commands, and ways to start them (R-L1, R-L6).

use super::support::User;

#[test]
fn local_modules_come_along() {
    let user = User::new();
    user.write(
        "main.py",
        "import helper\nfrom pkg.deep import thing\nprint(helper.NAME, thing.VALUE)\n",
    );
    user.write("helper.py", "import second\nNAME = second.NAME");
    user.write("second.py", "NAME = 'two'");
    user.write("pkg/__init__.py", "")
        .write("pkg/deep/__init__.py", "");
    user.write(
        "pkg/deep/thing.py",
        "from . import other\nVALUE = other.VALUE",
    );
    user.write("pkg/deep/other.py", "VALUE = 7");
    let ended = user.rgrid(&["run", "main.py"]).exits(0);
    assert_eq!(ended.stdout, "two 7\n");
}

#[test]
fn a_script_in_another_folder_keeps_working() {
    let user = User::new();
    user.write(
        "tools/main.py",
        "import lib, sys; print(lib.X, open(sys.argv[1]).read())",
    );
    user.write("tools/lib.py", "X = 1")
        .write("data/in.txt", "content");
    let ended = user
        .rgrid(&["run", "tools/main.py", "data/in.txt"])
        .exits(0);
    assert_eq!(ended.stdout, "1 content\n");
}

#[test]
fn a_shell_script_and_a_plain_command_run_too() {
    let user = User::new();
    user.write("go.sh", "#!/bin/bash\nset -eu\necho \"shell $1\"\n");
    assert_eq!(
        user.rgrid(&["run", "go.sh", "x"]).exits(0).stdout,
        "shell x\n"
    );
    let plain = user.rgrid(&[
        "run",
        "--runtime",
        "bash",
        "--",
        "sh",
        "-c",
        "echo plain; exit 4",
    ]);
    assert_eq!(plain.exits(4).stdout, "plain\n");
}

#[test]
fn dry_run_shows_the_plan_and_starts_nothing() {
    let user = User::new();
    user.write("hello.py", "print('x')").write("data.csv", "1");
    let label = format!("dry={}", user.dir.path().display());
    let ended = user
        .rgrid(&["run", "--dry-run", "-m", &label, "hello.py", "data.csv"])
        .exits(0);
    assert!(
        ended.stdout.contains("data.csv") && ended.stdout.contains("python"),
        "{ended:?}"
    );
    let listed = user.rgrid(&["list", "--json", "-m", &label]).exits(0);
    assert_eq!(listed.json()["jobs"].as_array().unwrap().len(), 0);
}
