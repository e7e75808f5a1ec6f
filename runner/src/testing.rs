//! What several unit tests need.

use std::{os::unix::process::CommandExt as _, process::Command};

/// Whoever has no rights at all.
const NOBODY: u32 = 65_534;

/// Whether this process is an ordinary user. As root it runs the test `name` again as one, and
/// answers no: the work is done.
pub(crate) fn runs_without_rights(name: &str) -> bool {
    if !rustix::process::geteuid().is_root() {
        return true;
    }
    let folder = tempfile::tempdir_in("/tmp").unwrap();
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(folder.path(), open).unwrap();
    let program = folder.path().join("tests");
    std::fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    let mut command = Command::new(&program);
    command.args([name, "--exact"]).uid(NOBODY).gid(NOBODY);
    let output = command.current_dir("/").output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"));
    false
}
