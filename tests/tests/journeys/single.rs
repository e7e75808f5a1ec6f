//! One script, run as if it ran here (R-L1, R-L3).

use super::support::User;

#[test]
fn a_script_that_prints_prints_here() {
    let user = User::new();
    user.write(
        "hello.py",
        "print('hello')\nimport sys; print('trouble', file=sys.stderr)\n",
    );
    let ended = user.rgrid(&["run", "hello.py"]).exits(0).says("trouble");
    assert_eq!(ended.stdout, "hello\n");
    assert_eq!(user.files(), ["hello.py"], "nothing else is left behind");
}

#[test]
fn arguments_arrive_byte_for_byte() {
    let user = User::new();
    user.write(
        "args.py",
        "import sys, json; print(json.dumps(sys.argv[1:]))",
    );
    let words = [
        "a b",
        "--flag",
        "-x=1",
        "\"q'",
        "new\nline",
        "ünï",
        "",
        "$HOME",
        "*",
    ];
    let mut args = vec!["run", "args.py"];
    args.extend(words);
    let ended = user.rgrid(&args).exits(0);
    assert_eq!(
        serde_json::from_str::<Vec<String>>(&ended.stdout).unwrap(),
        words
    );
}

/// `--env A=1 --env B=x=y`: the value may contain `=` (R-L6).
#[test]
fn environment_variables_and_secrets_arrive() {
    let user = User::new();
    user.write(
        "env.py",
        "import os; print(os.environ['A'], os.environ['B'], os.environ['S'], os.environ['F'])",
    );
    user.write("vars.env", "# comment\nF=from file\n");
    user.write("token", "s3cret");
    let mut command = user.command(&[
        "run",
        "--env",
        "A=1",
        "--env",
        "B=x=y",
        "--secret",
        "S",
        "--env-file",
        "vars.env",
        "env.py",
    ]);
    let output = command.env("S", "s3cret").output().unwrap();
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "1 x=y s3cret from file\n"
    );
    let listed = user.rgrid(&["list", "--json", "-n", "5"]).exits(0);
    assert!(!listed.stdout.contains("s3cret"), "secrets are never shown");
    assert!(
        !listed.stdout.contains("x=y"),
        "values of variables are never shown"
    );
}

#[test]
fn the_exit_code_is_the_scripts_own() {
    let user = User::new();
    user.write("three.py", "import sys; print('kept'); sys.exit(3)");
    let ended = user.rgrid(&["run", "three.py"]).exits(3);
    assert_eq!(ended.stdout, "kept\n");
}

#[test]
fn detach_prints_only_the_job_and_logs_bring_the_rest() {
    let user = User::new();
    user.write("hello.py", "print('later')");
    let job = user.rgrid(&["run", "--detach", "hello.py"]).exits(0).stdout;
    let job = job.strip_suffix('\n').unwrap();
    assert!(job.starts_with("job_") && job.len() == 30, "{job}");
    assert_eq!(user.rgrid(&["logs", "-f", job]).exits(0).stdout, "later\n");
}
