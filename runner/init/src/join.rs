//! Joining: a process that enters control groups of version 1 and becomes the container runtime, which inherits them.
//!
//! A runtime makes groups of its own otherwise, and takes them away with itself. Does not know sandboxes.

#[cfg(test)]
mod tests;

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, Write as _},
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use nix::{
    mount::{MntFlags, MsFlags, mount, umount2},
    sched::{CloneFlags, unshare},
};

/// The first word of a program that shall join.
pub const JOIN: &str = "join";
/// What stands between the folders of the groups and the runtime.
pub const THEN: &str = "--";

/// What is said to a program that shall join.
#[derive(Debug, PartialEq, Eq)]
pub struct Joining {
    /// Where it complains.
    pub log: PathBuf,
    /// The empty version 2 folder of a mixed layout: runtimes refuse to start where they see it, so it is hidden
    /// from this one alone.
    pub hidden: Option<PathBuf>,
    /// The folders of the groups.
    pub groups: Vec<PathBuf>,
    /// The runtime and its words.
    pub runtime: Vec<OsString>,
}

impl Joining {
    /// As it is said.
    #[must_use]
    pub fn words(self) -> Vec<OsString> {
        let mut words = vec![JOIN.into(), self.log.into()];
        words.push(self.hidden.unwrap_or_default().into());
        words.extend(self.groups.into_iter().map(OsString::from));
        words.push(THEN.into());
        words.extend(self.runtime);
        words
    }

    /// As it is heard, after the first word.
    #[must_use]
    pub fn heard(mut words: impl Iterator<Item = OsString>) -> Self {
        let log = words.next().unwrap_or_default().into();
        let hidden = words.next().filter(|path| !path.is_empty());
        let groups = words.by_ref().take_while(|word| word != THEN);
        Self {
            log,
            hidden: hidden.map(Into::into),
            groups: groups.map(Into::into).collect(),
            runtime: words.collect(),
        }
    }

    /// Joins and becomes the runtime; comes back only when that fails, which is told in the log.
    #[must_use]
    pub fn join(self) -> ExitCode {
        let error = match self.enter() {
            Ok(()) => self.begin(),
            Err(error) => error,
        };
        let log = File::options().append(true).create(true).open(&self.log);
        let _ = log.and_then(|mut log| writeln!(log, "{error}"));
        ExitCode::FAILURE
    }

    fn enter(&self) -> io::Result<()> {
        if let Some(hidden) = &self.hidden {
            hide(hidden)?;
        }
        for group in &self.groups {
            let told = |error: io::Error| {
                io::Error::new(error.kind(), format!("{}: {error}", group.display()))
            };
            fs::write(group.join("cgroup.procs"), "0").map_err(told)?;
        }
        Ok(())
    }

    /// Becomes the runtime; why it could not.
    fn begin(&self) -> io::Error {
        match self.runtime.split_first() {
            Some((program, words)) => Command::new(program).args(words).exec(),
            None => io::ErrorKind::InvalidInput.into(),
        }
    }
}

/// Hides a mount from this process and those that it becomes and makes.
fn hide(mounted: &Path) -> io::Result<()> {
    let nothing = None::<&str>;
    unshare(CloneFlags::CLONE_NEWNS)?;
    mount(
        nothing,
        "/",
        nothing,
        MsFlags::MS_REC | MsFlags::MS_PRIVATE,
        nothing,
    )?;
    Ok(umount2(mounted, MntFlags::MNT_DETACH)?)
}
