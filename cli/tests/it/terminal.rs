//! The binary on a terminal: `script` of the base system makes one.

use std::{
    io::{Read, Write},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

use crate::{fake::Fake, scene::Scene};

/// A terminal of 24 lines in which the binary runs.
pub(crate) struct Terminal {
    child: Child,
    shown: Arc<Mutex<Vec<u8>>>,
    pid: PathBuf,
}

impl Terminal {
    /// Starts the binary in a terminal of so many columns.
    pub(crate) fn start(scene: &Scene, fake: &Fake, columns: u32, words: &[&str]) -> Self {
        Self::start_as("dumb", scene, fake, columns, words)
    }

    /// The same on a kind of terminal.
    pub(crate) fn start_as(
        kind: &str,
        scene: &Scene,
        fake: &Fake,
        columns: u32,
        words: &[&str],
    ) -> Self {
        let rgrid = assert_cmd::cargo::cargo_bin!("rgrid");
        let line = format!(
            "stty cols {columns} rows 24 && echo $$ > ../pid && exec '{}' {}",
            rgrid.display(),
            words.join(" ")
        );
        let mut command = Command::new("script");
        command
            .args(["-qefc", &line, "/dev/null"])
            .current_dir(scene.cwd())
            .env("RGRID_URL", &fake.url)
            .env("RGRID_API_KEY", "k")
            // A server of ours is not asked for what succeeded before.
            .env("RGRID_FORCE", "1")
            .env("HOME", scene.cwd())
            .env("TERM", kind)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (shown, mut from) = (
            Arc::<Mutex<Vec<u8>>>::default(),
            child.stdout.take().unwrap(),
        );
        let seen = Arc::clone(&shown);
        std::thread::spawn(move || {
            let mut piece = [0; 4096];
            while let Ok(count @ 1..) = from.read(&mut piece) {
                seen.lock().unwrap().extend_from_slice(&piece[..count]);
            }
        });
        let pid = scene.cwd().with_file_name("pid");
        Self { child, shown, pid }
    }

    /// Presses Ctrl-C.
    pub(crate) fn interrupt(&mut self) {
        self.press("\x03");
    }

    /// Presses keys.
    pub(crate) fn press(&mut self, keys: &str) {
        let to = self.child.stdin.as_mut().unwrap();
        to.write_all(keys.as_bytes())
            .and_then(|()| to.flush())
            .unwrap();
    }

    /// Ends the binary as a session does that is closed.
    pub(crate) fn terminate(&self) {
        let pid = std::fs::read_to_string(&self.pid).unwrap();
        let pid = Pid::from_raw(pid.trim().parse().unwrap()).unwrap();
        kill_process(pid, Signal::TERM).unwrap();
    }

    /// Waits until the binary has ended, for less time than a second Ctrl-C is waited for.
    #[track_caller]
    pub(crate) fn wait_until_it_ended(&self) {
        let pid = std::fs::read_to_string(&self.pid).unwrap();
        let stat = PathBuf::from("/proc").join(pid.trim()).join("stat");
        let deadline = Instant::now() + Duration::from_secs(2);
        while std::fs::read_to_string(&stat).is_ok_and(|stat| !stat.contains(") Z ")) {
            assert!(Instant::now() < deadline, "it goes on\n{}", self.shown());
            std::thread::park_timeout(Duration::from_millis(10));
        }
    }

    /// What was shown so far.
    pub(crate) fn shown(&self) -> String {
        String::from_utf8_lossy(&self.shown.lock().unwrap()).replace("\r\n", "\n")
    }

    /// Waits until this was shown.
    #[track_caller]
    pub(crate) fn wait_for(&self, text: &str) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while !self.shown().contains(text) {
            assert!(
                Instant::now() < deadline,
                "not shown: {text}\n{}",
                self.shown()
            );
            std::thread::park_timeout(Duration::from_millis(10));
        }
    }

    /// Waits for the end: the exit code, and all that was shown.
    pub(crate) fn end(mut self) -> (i32, String) {
        let code = self.child.wait().unwrap().code().unwrap();
        let deadline = Instant::now() + Duration::from_secs(5);
        // Whoever reads for us has the last words in a moment.
        while Arc::strong_count(&self.shown) > 1 && Instant::now() < deadline {
            std::thread::park_timeout(Duration::from_millis(10));
        }
        (code, self.shown())
    }
}
