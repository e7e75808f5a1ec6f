//! A command in a real terminal: keys in, and what stands on the screen out. tmux is the terminal.

use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// No word is waited for longer.
const LONGEST: Duration = Duration::from_mins(2);

/// A terminal with a command in it; both end when it is dropped.
pub(crate) struct Pane {
    socket: TempDir,
}

impl Pane {
    /// Starts the command in a terminal of 110 columns and 32 rows.
    pub(crate) fn open(command: &Command) -> Self {
        let socket = tempfile::tempdir().unwrap();
        let mut tmux = tmux(socket.path());
        tmux.args(["new-session", "-d", "-x", "110", "-y", "32"])
            .arg(command.get_program())
            .args(command.get_args())
            .current_dir(command.get_current_dir().unwrap());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => tmux.env(name, value),
                None => tmux.env_remove(name),
            };
        }
        assert!(tmux.status().unwrap().success(), "tmux did not start");
        Self { socket }
    }

    /// Presses keys, by the names that tmux has for them.
    pub(crate) fn press(&self, keys: &[&str]) -> &Self {
        self.tell(&[&["send-keys"], keys].concat());
        self
    }

    /// Types a text.
    pub(crate) fn write(&self, text: &str) -> &Self {
        self.tell(&["send-keys", "-l", text]);
        self
    }

    /// Waits until the screen has these words, and gives the first line that has them.
    #[track_caller]
    pub(crate) fn shows(&self, words: &str) -> String {
        self.line(words, |line| line.contains(words))
    }

    /// Waits until no line has these words.
    #[track_caller]
    pub(crate) fn hides(&self, words: &str) {
        let over = |screen: &str| (!screen.contains(words)).then_some(());
        self.wait(&format!("that `{words}` goes"), over);
    }

    /// Waits for a line like this.
    #[track_caller]
    pub(crate) fn line(&self, what: &str, is: impl Fn(&str) -> bool) -> String {
        let find = |screen: &str| screen.lines().find(|line| is(line)).map(str::to_owned);
        self.wait(what, find)
    }

    /// Everything that the screen ever had.
    pub(crate) fn all(&self) -> String {
        self.tell(&["capture-pane", "-p", "-S", "-"])
    }

    #[track_caller]
    fn wait<T>(&self, what: &str, find: impl Fn(&str) -> Option<T>) -> T {
        let deadline = Instant::now() + LONGEST;
        loop {
            let screen = self.tell(&["capture-pane", "-p"]);
            if let Some(found) = find(&screen) {
                return found;
            }
            assert!(
                Instant::now() < deadline,
                "waited in vain for {what}:\n{screen}"
            );
            std::thread::park_timeout(Duration::from_millis(50));
        }
    }

    fn tell(&self, words: &[&str]) -> String {
        let told = tmux(self.socket.path()).args(words).output().unwrap();
        String::from_utf8_lossy(&told.stdout).into_owned()
    }
}

impl Drop for Pane {
    fn drop(&mut self) {
        self.tell(&["kill-server"]);
    }
}

fn tmux(folder: &Path) -> Command {
    let mut tmux = Command::new("tmux");
    tmux.args(["-u", "-f", "/dev/null", "-S"])
        .arg(folder.join("tmux"))
        .env_remove("TMUX");
    tmux
}
