//! How each process of a grid is started.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use rgrid_tests::ports::stable;

use super::Part;

/// What the processes share.
pub(super) struct Recipe {
    pub(super) dir: PathBuf,
    pub(super) database: String,
    /// The port by which all reach the blob store.
    pub(super) store: u16,
}

impl Recipe {
    /// Makes the account and gives its key.
    pub(super) fn key(&self) -> String {
        let port = stable();
        let made = self
            .serve(port)
            .args(["create-key", "acme"])
            .output()
            .unwrap();
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        String::from_utf8(made.stdout).unwrap().trim().to_owned()
    }

    pub(super) fn server(&self, number: usize, port: u16) -> Part {
        let recipe = Self {
            dir: self.dir.clone(),
            database: self.database.clone(),
            store: self.store,
        };
        Part::new(&self.dir.join(format!("server-{number}.log")), move || {
            recipe.serve(port)
        })
    }

    fn serve(&self, port: u16) -> Command {
        let mut command = Command::new(beside("rgrid"));
        command
            .arg("server")
            .env("RGRID_HOME", &self.dir)
            .env("RGRID_DATABASE_URL", &self.database)
            .env("RGRID_LISTEN", format!("127.0.0.1:{port}"))
            .env(
                "RGRID_S3_ENDPOINT",
                format!("http://127.0.0.1:{}", self.store),
            );
        for name in ["ACCESS_KEY", "SECRET_KEY", "BUCKET"] {
            command.env(format!("RGRID_S3_{name}"), store(name));
        }
        command
    }

    /// A runner whose clock is so many seconds off.
    pub(super) fn runner(&self, number: usize, port: u16, token: String, clock: i32) -> Part {
        let dir = self.dir.clone();
        Part::new(&self.dir.join(format!("runner-{number}.log")), move || {
            let mut command = Command::new(beside("scripted-runner"));
            command
                .env("RGRID_RUNNER_URL", format!("http://127.0.0.1:{port}"))
                .env("RGRID_RUNNER_ENROL_TOKEN", &token)
                .env(
                    "RGRID_RUNNER_STATE_DIR",
                    dir.join(format!("runner-{number}")),
                )
                .env("RGRID_RUNNER_SLOTS", "8")
                .env("RGRID_SCRIPTED_LOG", dir.join("started"));
            if clock != 0 {
                command
                    .env("LD_PRELOAD", fake_clock())
                    .env("FAKETIME", format!("{clock:+}"))
                    .env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
            }
            command
        })
    }
}

/// The library of Debian's package `faketime`.
fn fake_clock() -> PathBuf {
    let folders = fs::read_dir("/usr/lib").unwrap().flatten();
    let mut libraries = folders.map(|folder| folder.path().join("faketime/libfaketime.so.1"));
    libraries
        .find(|path| path.exists())
        .expect("faketime is missing: run `make setup`")
}

/// A binary beside this test in the target folder.
fn beside(name: &str) -> PathBuf {
    let test = env::current_exe().unwrap();
    test.parent().and_then(Path::parent).unwrap().join(name)
}

fn store(name: &str) -> String {
    env::var(format!("RGRID_TEST_S3_{name}")).expect("run the tests with `make test`")
}

/// The port of the real blob store.
pub(super) fn store_port() -> u16 {
    store("ENDPOINT")
        .rsplit_once(':')
        .unwrap()
        .1
        .parse()
        .unwrap()
}
