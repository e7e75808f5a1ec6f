//! A small disk of its own for a runner.

use std::{path::Path, process::Command};

use super::{Grid, Kind, Plane};

/// A folder on a disk of so many mebibytes; gone when dropped.
pub(crate) struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    /// The disk; nothing where the tests may not mount one.
    pub(crate) fn new(mebibytes: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={mebibytes}m");
        let path = folder.path().to_str().unwrap();
        let mounted = run("mount", &["-t", "tmpfs", "-o", &size, "tmpfs", path]);
        assert!(
            mounted || !rustix::process::geteuid().is_root(),
            "root can mount"
        );
        mounted.then_some(Self(folder))
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// A folder on it.
    pub(crate) fn folder(&self) -> tempfile::TempDir {
        tempfile::tempdir_in(self.path()).unwrap()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        run("umount", &["--lazy", self.0.path().to_str().unwrap()]);
    }
}

fn run(program: &str, args: &[&str]) -> bool {
    let status = Command::new(program).args(args).status();
    status.is_ok_and(|status| status.success())
}

/// A runner whose folder is on a disk in memory where that may be: files are made quickly.
pub(crate) async fn in_memory(kind: Kind) -> (Option<SmallDisk>, Grid) {
    let Some(disk) = SmallDisk::new(512) else {
        return (None, Grid::on(kind).await);
    };
    let state = disk.folder();
    let engine = kind.engine(state.path()).await;
    let grid = Grid::start_in(Plane::start().await, state, engine, |_| {});
    (Some(disk), grid)
}
