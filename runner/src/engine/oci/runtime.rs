//! The container runtime of this machine, and the words it is started with.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    sync::Arc,
};

use rgrid_init::join::Joining;
use tokio::process::Command;

use super::{filter::Filter, group::Group, layout::Layout};

/// What makes sandboxes on this machine.
#[derive(Debug)]
pub(super) struct Runtime {
    program: PathBuf,
    /// Where control groups are.
    pub(super) layout: Arc<Layout>,
    /// The profile that Docker made for containers, where the kernel has such.
    pub(super) apparmor: Option<String>,
    home: PathBuf,
    /// What it made of the profile of system calls.
    pub(super) filter: Filter,
}

/// Where a bundle is for each sandbox.
pub(super) fn bundles(home: &Path) -> PathBuf {
    home.join("sandboxes")
}

/// Where the runtime keeps its notes.
pub(super) fn notes(home: &Path) -> PathBuf {
    home.join("runtime")
}

impl Runtime {
    /// What is found on this machine; what is missing when something is.
    pub(super) fn find(home: PathBuf) -> Result<Self, String> {
        if !rustix::process::geteuid().is_root() {
            return Err("only root can make sandboxes without Docker".into());
        }
        let path = env::var_os("PATH").unwrap_or_default();
        let layout = Layout::of_this_machine().ok_or("no control groups are mounted")?;
        Self::find_in(&path, layout, home)
    }

    /// The same, on this path.
    pub(super) fn find_in(path: &OsString, layout: Layout, home: PathBuf) -> Result<Self, String> {
        // A runtime that insists on groups of its own takes the last numbers away with them.
        let runtimes: &[&str] = match layout {
            Layout::Each { .. } => &["crun"],
            Layout::One(_) => &["crun", "runc"],
        };
        let program = runtimes.iter().find_map(|name| find(path, name));
        let program = program.ok_or_else(|| format!("no {} on the path", runtimes.join(" or ")))?;
        Ok(Self {
            program,
            layout: Arc::new(layout),
            apparmor: labels(Path::new("/sys"))?,
            home,
            filter: Filter::default(),
        })
    }

    /// Where the bundle of the sandbox is.
    pub(super) fn bundle(&self, id: &str) -> PathBuf {
        bundles(&self.home).join(id)
    }

    /// What the runtime notes of the sandbox.
    pub(super) fn notes_of(&self, id: &str) -> PathBuf {
        notes(&self.home).join(id)
    }

    /// What runs the bundle to its end; it leaves its number in `pid` and its complaints in `log`. Under version 1 our
    /// own program, `joiner`, joins the groups first.
    pub(super) fn command(&self, id: &str, group: &Group, joiner: &Path) -> Command {
        let bundle = self.bundle(id);
        let log = bundle.join("log");
        let mut words: Vec<OsString> = vec![self.program.clone().into()];
        if group.for_runtime().is_none() {
            words.push("--cgroup-manager=disabled".into());
        }
        words.extend(["--root".into(), notes(&self.home).into()]);
        words.extend(["--log".into(), log.clone().into(), "run".into()]);
        words.extend(["--bundle".into(), bundle.clone().into()]);
        words.extend(["--pid-file".into(), bundle.join("pid").into(), id.into()]);
        if let Layout::Each { mixed, .. } = &*self.layout {
            let joining = Joining {
                log,
                hidden: mixed.clone(),
                groups: group.folders(),
                runtime: words,
            };
            words = vec![joiner.into()];
            words.extend(joining.words());
        }
        let mut words = words.into_iter();
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words).current_dir("/");
        command
    }
}

/// The program of that name.
fn find(path: &OsString, name: &str) -> Option<PathBuf> {
    let mut places = env::split_paths(path).map(|folder| folder.join(name));
    let found = places.find(|place| place.is_file())?;
    found.canonicalize().ok()
}

/// Docker's profile, as the kernel has it; without such a label a sandbox would have less protection.
pub(super) fn labels(sys: &Path) -> Result<Option<String>, String> {
    let read = |path: &str| std::fs::read_to_string(sys.join(path)).unwrap_or_default();
    if read("fs/selinux/enforce").trim() == "1" {
        return Err("SELinux is on, and only Docker labels sandboxes for it".into());
    }
    if read("module/apparmor/parameters/enabled").trim() != "Y" {
        return Ok(None);
    }
    let profiles = read("kernel/security/apparmor/profiles");
    if profiles
        .lines()
        .any(|line| line.starts_with("docker-default "))
    {
        return Ok(Some("docker-default".into()));
    }
    Err("AppArmor is on and has no profile `docker-default`".into())
}
