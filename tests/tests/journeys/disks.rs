//! Files and disks of this machine that refuse (R-L11).

use super::{
    errors::sentence,
    support::{Ended, User, binary},
};

/// As an ordinary user, for whom a file without read permission is unreadable.
#[test]
fn a_file_that_cannot_be_read_is_named() {
    use std::os::unix::process::CommandExt;
    let user = User::new();
    user.write("x.py", "").write("locked.csv", "1");
    let chmod = |path: &str, mode: &str| {
        std::process::Command::new("chmod")
            .args([mode, user.path(path).to_str().unwrap()])
            .status()
            .unwrap();
    };
    chmod("locked.csv", "000");
    chmod("", "755");
    // Where the clone lies, others may not look.
    let reachable = user.path("rgrid");
    std::fs::copy(binary(), &reachable).unwrap();
    let mut command = std::process::Command::new(reachable);
    command
        .args(["run", "x.py", "locked.csv"])
        .current_dir(user.path(""))
        .env("RGRID_HOME", "/nonexistent")
        .env("RGRID_URL", "http://127.0.0.1:9")
        .env("RGRID_API_KEY", "k");
    if rustix::process::geteuid().is_root() {
        command.uid(65534).gid(65534);
    }
    let output = command.output().unwrap();
    sentence(Ended::from(output)).exits(246).says("locked.csv");
}

#[test]
fn a_disk_that_is_full_is_said_to_be_full() {
    let user = User::new();
    user.write("big.py", "open('big.bin', 'wb').write(b'x' * (8 << 20))");
    let mount = user.path("small");
    std::fs::create_dir(&mount).unwrap();
    let run = |program: &str, args: &[&str]| {
        std::process::Command::new(program)
            .args(args)
            .status()
            .unwrap()
            .success()
    };
    let path = mount.to_str().unwrap();
    if !run("mount", &["-t", "tmpfs", "-o", "size=1m", "tmpfs", path]) {
        assert!(
            !rustix::process::geteuid().is_root(),
            "root can mount a small disk"
        );
        return;
    }
    std::fs::copy(user.path("big.py"), mount.join("big.py")).unwrap();
    let output = user
        .command(&["run", "big.py"])
        .current_dir(&mount)
        .output();
    assert!(run("umount", &[path]));
    sentence(Ended::from(output.unwrap()))
        .exits(246)
        .says("big.bin")
        .says("space");
}
