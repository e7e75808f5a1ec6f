//! A folder to run in, with a home of its own and no server.

use std::{
    fs,
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
};

use crate::fake::Fake;

/// A folder to run in.
pub(crate) struct Scene(tempfile::TempDir);

/// What a run of the binary said.
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Scene {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("cwd")).unwrap();
        Self(dir)
    }

    /// The current directory.
    pub(crate) fn cwd(&self) -> PathBuf {
        self.0.path().join("cwd")
    }

    /// Writes a file.
    pub(crate) fn write(&self, name: &str, text: &str) -> &Self {
        let path = self.cwd().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// The binary in the folder.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("rgrid"));
        command.args(words).current_dir(self.cwd()).env_clear();
        command
            .env("HOME", self.0.path())
            .env("PATH", std::env::var_os("PATH").unwrap())
            // A server of ours is not asked for what succeeded before.
            .env("RGRID_FORCE", "1");
        // What an instrumented program counts belongs to who counts.
        command.envs(std::env::var_os("LLVM_PROFILE_FILE").map(|to| ("LLVM_PROFILE_FILE", to)));
        command
    }

    /// Runs the binary to its end.
    pub(crate) fn run(&self, words: &[&str]) -> Said {
        said(self.command(words).output().unwrap())
    }

    /// Runs it with the address and key of a server.
    pub(crate) fn run_with(&self, url: &str, words: &[&str]) -> Said {
        said(self.command_with(url, words).output().unwrap())
    }

    /// Starts it off a terminal, with the address and key of a server.
    pub(crate) fn spawn(&self, fake: &Fake, words: &[&str]) -> Child {
        let mut command = self.command_with(&fake.url, words);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command.spawn().unwrap()
    }

    fn command_with(&self, url: &str, words: &[&str]) -> Command {
        let mut command = self.command(words);
        command
            .env("RGRID_URL", url)
            .env("RGRID_API_KEY", "rgk_none");
        command
    }
}

/// What it said, as text.
pub(crate) fn said(output: Output) -> Said {
    Said {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}
