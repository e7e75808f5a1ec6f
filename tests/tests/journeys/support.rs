//! A folder to work in and the `rgrid` command in it.

mod ended;
mod pane;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

pub(crate) use ended::Ended;
pub(crate) use pane::Pane;

/// A user with a folder of their own and the profile of a running instance.
pub(crate) struct User {
    pub(crate) dir: TempDir,
    pub(crate) home: PathBuf,
}

impl User {
    /// A user of the instance that the test bed started.
    pub(crate) fn new() -> Self {
        let home = std::env::var_os("RGRID_TEST_HOME");
        let home = home.expect("RGRID_TEST_HOME is not set: run the tests with `make test`");
        Self::at(home.into())
    }

    /// A user of the instance in `home`.
    pub(crate) fn at(home: PathBuf) -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
            home,
        }
    }

    /// Writes a file of the user's.
    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// The text of a file of the user's.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    /// Every file below the user's folder, sorted.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        walk(self.dir.path(), self.dir.path(), &mut found);
        found.sort();
        found
    }

    /// The `rgrid` command in the user's folder, with nothing of the machine's environment that matters.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command
            .args(args)
            .current_dir(self.dir.path())
            .env("RGRID_HOME", &self.home)
            // What another test has run does not count as done.
            .env("RGRID_FORCE", "1");
        for name in ["RGRID_URL", "RGRID_API_KEY", "RGRID_PROFILE"] {
            command.env_remove(name);
        }
        command.stdin(Stdio::null());
        command
    }

    /// Runs `rgrid` to its end.
    pub(crate) fn rgrid(&self, args: &[&str]) -> Ended {
        Ended::from(self.command(args).output().unwrap())
    }

    /// Runs `rgrid run` with these bytes on standard input.
    pub(crate) fn rgrid_with_stdin(&self, args: &[&str], input: &[u8]) -> Ended {
        let mut command = self.command(args);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), input).unwrap();
        Ended::from(child.wait_with_output().unwrap())
    }

    /// Starts `rgrid` and leaves it running.
    pub(crate) fn spawn(&self, args: &[&str]) -> Child {
        self.command(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }
}

/// The binary under test, beside this test in the target folder.
pub(crate) fn binary() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.parent().and_then(Path::parent).unwrap().join("rgrid")
}

/// Waits until `condition` gives something, at most `seconds`.
#[track_caller]
pub(crate) fn wait_for<T>(what: &str, seconds: u64, mut condition: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + Duration::from_secs(seconds);
    loop {
        if let Some(value) = condition() {
            return value;
        }
        assert!(
            Instant::now() < deadline,
            "{what} did not happen within {seconds} s"
        );
        std::thread::park_timeout(Duration::from_millis(50));
    }
}

fn walk(root: &Path, dir: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(dir).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(root, &path, found);
        } else {
            found.push(
                path.strip_prefix(root)
                    .unwrap()
                    .to_string_lossy()
                    .into_owned(),
            );
        }
    }
}
