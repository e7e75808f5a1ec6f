//! The program as the first process of a namespace, with a test in the place of a runner.

use std::{
    fs::File,
    io::{Read as _, pipe},
    os::{
        fd::{AsFd as _, OwnedFd},
        unix::net::{UnixListener, UnixStream},
    },
    process::{Child, Command, Stdio},
};

use rgrid_init::{
    line::{Word, send},
    orders::Orders,
};

/// A sandbox of namespaces alone.
pub(crate) struct Sandbox {
    pub(crate) init: Child,
    pub(crate) line: UnixStream,
    pub(crate) input: File,
    pub(crate) output: File,
    pub(crate) streams: [OwnedFd; 3],
}

impl Sandbox {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("orders");
        let listener = UnixListener::bind(&socket).unwrap();
        let mut unshare = Command::new("unshare");
        unshare.args([
            "--user",
            "--map-root-user",
            "--pid",
            "--fork",
            "--kill-child",
        ]);
        let program = env!("CARGO_BIN_EXE_rgrid-init");
        let init = unshare.arg(program).arg(&socket).env("FROM", "image");
        let init = init.stderr(Stdio::piped()).spawn().unwrap();
        let (line, _) = listener.accept().unwrap();
        let (stdin, input) = pipe().unwrap();
        let (output, stdout) = pipe().unwrap();
        let stderr = stdout.try_clone().unwrap();
        Self {
            init,
            line,
            input: File::from(OwnedFd::from(input)),
            output: File::from(OwnedFd::from(output)),
            streams: [stdin.into(), stdout.into(), stderr.into()],
        }
    }

    pub(crate) fn order(&self, words: &[&str], env: &[(&str, &str)]) {
        let orders = Orders {
            command: words.iter().map(|word| (*word).to_owned()).collect(),
            env: env
                .iter()
                .map(|(name, value)| ((*name).into(), (*value).into()))
                .collect(),
            folders: Vec::new(),
        };
        send(
            &self.line,
            &orders,
            self.streams.each_ref().map(|fd| fd.as_fd()),
        )
        .unwrap();
    }

    pub(crate) fn hear(&mut self) -> Option<Word> {
        let mut word = [0; Word::BYTES];
        self.line.read_exact(&mut word).ok()?;
        Word::from_bytes(word)
    }

    /// To the end: what was said, and the code of the program itself.
    pub(crate) fn end(mut self) -> (String, Option<i32>) {
        drop((self.line, self.input, self.streams));
        let mut said = String::new();
        self.output.read_to_string(&mut said).unwrap();
        (said, self.init.wait().unwrap().code())
    }
}
