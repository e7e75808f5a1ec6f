//! What a script needs is installed, without a flag, once (R-L5, R-E4).

mod ends;
mod once;

use super::support::User;

/// What is on the job's standard error but the words of the installer.
fn installs(stderr: &str) -> bool {
    stderr.contains("rgrid: installing dependencies")
}

/// Runs the words twice in one folder: the first time it is installed, the second time nothing is.
fn twice(user: &User, words: &[&str], says: &str) {
    let first = user.rgrid(words).exits(0);
    assert!(
        first.stdout.contains(says),
        "{} {}",
        first.stdout,
        first.stderr
    );
    let again = user.rgrid(words).exits(0);
    assert!(again.stdout.contains(says), "{}", again.stdout);
    assert!(!installs(&again.stderr), "{}", again.stderr);
}

#[test]
fn a_script_with_requirements_beside_it_runs_as_it_is() {
    let user = User::new();
    user.write("requirements.txt", "-r more.txt\n")
        .write("more.txt", "pandas==2.2.3  # and numpy with it\n")
        .write(
            "p.py",
            "import pandas as p; print(p.DataFrame({'a': [1, 2]}).a.sum(), p.__file__)",
        );
    twice(&user, &["run", "p.py"], "3 /venv/");
    let plain = user.rgrid(&["run", "--no-dependencies", "p.py"]);
    assert!(
        plain.stderr.contains("No module named 'pandas'"),
        "{}",
        plain.stderr
    );
}

#[test]
fn a_script_with_a_block_runs_as_it_is() {
    let user = User::new();
    let block = "# /// script\n# dependencies = [\"numpy==2.2.1\"]\n# ///\n";
    user.write(
        "p.py",
        format!("{block}import numpy; print(numpy.arange(4).sum())"),
    );
    twice(&user, &["run", "p.py"], "6");
    // Another script with the same block needs the same, and this one is another script now.
    user.write(
        "q.py",
        format!("{block}import numpy; print(numpy.ones(5).sum())"),
    );
    let other = user.rgrid(&["run", "q.py"]).exits(0);
    assert!(!installs(&other.stderr), "{}", other.stderr);
}

#[test]
fn a_project_with_a_lock_and_a_console_script_runs_as_it_is() {
    let user = User::new();
    user.write("requirements.txt", "pygments==2.19.1\nmarkupsafe==3.0.2\n");
    let words = ["run", "--runtime", "python", "--", "pygmentize", "-V"];
    twice(&user, &words, "2.19.1");
    let project = "[project]\nname = \"x\"\nversion = \"0.1.0\"\nrequires-python = \">=3.11\"\n\
        dependencies = [\"idna==3.10\"]\n";
    let locked = User::new();
    locked.write("pyproject.toml", project);
    // The lock is made where the registry is reached as here: in a job.
    let lock = [
        "run",
        "--no-dependencies",
        "--network",
        "-i",
        "pyproject.toml",
        "--runtime",
        "python",
        "--",
        "uv",
        "lock",
    ];
    locked.rgrid(&lock).exits(0);
    locked.write(
        "p.py",
        "import idna, sys; print(idna.__version__, sys.prefix)",
    );
    twice(&locked, &["run", "p.py"], "3.10 /venv");
    let dry = locked.rgrid(&["run", "--dry-run", "p.py"]).exits(0);
    assert!(
        dry.stdout.contains("install   pyproject.toml and uv.lock"),
        "{}",
        dry.stdout
    );
}

#[test]
fn a_node_script_with_a_lock_runs_as_it_is() {
    let user = User::new();
    let package = r#"{"name": "x", "version": "1.0.0", "dependencies": {"is-number": "7.0.0"}}"#;
    let lock = r#"{"name": "x", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": {
        "": {"name": "x", "version": "1.0.0", "dependencies": {"is-number": "7.0.0"}},
        "node_modules/is-number": {"version": "7.0.0"}}}"#;
    user.write("package.json", package)
        .write("package-lock.json", lock)
        .write("p.js", "console.log(require('is-number')(5))")
        .write(
            "p.mjs",
            "import isNumber from 'is-number'; console.log(isNumber(5))",
        );
    twice(&user, &["run", "p.js"], "true");
    twice(&user, &["run", "p.mjs"], "true");
}
