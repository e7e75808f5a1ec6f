//! What a sandbox sees of file systems: the same as in a container of Docker's.

use std::path::Path;

use serde_json::{Value, json};

use crate::engine::{Packages, closed, maker::Wish};

/// Folders and files that show the node, or change it.
pub(super) const MASKED: [&str; 13] = [
    "/proc/asound",
    "/proc/acpi",
    "/proc/interrupts",
    "/proc/kcore",
    "/proc/keys",
    "/proc/latency_stats",
    "/proc/timer_list",
    "/proc/timer_stats",
    "/proc/sched_debug",
    "/proc/scsi",
    "/sys/firmware",
    "/sys/devices/virtual/powercap",
    "/sys/fs/pstore",
];
/// What may only be read.
pub(super) const READ_ONLY: [&str; 5] = [
    "/proc/bus",
    "/proc/fs",
    "/proc/irq",
    "/proc/sys",
    "/proc/sysrq-trigger",
];

/// The mounts, in the order of their making.
pub(super) fn mounts(wish: &Wish, volumes: &[String]) -> Vec<Value> {
    let tmp = format!("size={}", closed::tmp_bytes(&wish.resources));
    let lid = format!("size={}", closed::LID_BYTES);
    let lid = ["ro", "noexec", "nosuid", "nodev", &lid];
    let lids = closed::to_be_covered(volumes).map(|path| mount(path, "tmpfs", &lid));
    let mut mounts = of_the_system(closed::shm_bytes(&wish.resources));
    mounts.extend(lids);
    mounts.extend([
        mount("/tmp", "tmpfs", &["nosuid", "nodev", "mode=1777", &tmp]),
        bind(&wish.work, closed::WORKDIR, "rw"),
        bind(&wish.line, rgrid_init::FOLDER, "ro"),
    ]);
    let packages = wish.packages.as_ref().map(Packages::mount);
    mounts.extend(packages.map(|(from, to)| bind(&from, to, "ro")));
    mounts
}

/// What every program expects.
fn of_the_system(shm: u64) -> Vec<Value> {
    let shm = format!("size={shm}");
    let shut = ["nosuid", "noexec", "nodev"];
    let seen = ["nosuid", "noexec", "nodev", "ro"];
    let dev = ["nosuid", "strictatime", "mode=755", "size=65536k"];
    let pts = [
        "nosuid",
        "noexec",
        "newinstance",
        "ptmxmode=0666",
        "mode=0620",
        "gid=5",
    ];
    let shm = ["nosuid", "noexec", "nodev", "mode=1777", &shm];
    vec![
        mount("/proc", "proc", &shut),
        mount("/dev", "tmpfs", &dev),
        mount("/dev/pts", "devpts", &pts),
        mount("/sys", "sysfs", &seen),
        mount("/sys/fs/cgroup", "cgroup", &seen),
        mount("/dev/mqueue", "mqueue", &shut),
        mount("/dev/shm", "tmpfs", &shm),
    ]
}

fn mount(destination: &str, kind: &str, options: &[&str]) -> Value {
    json!({"destination": destination, "type": kind, "source": kind, "options": options})
}

fn bind(source: &Path, destination: &str, mode: &str) -> Value {
    let options = ["bind", "rprivate", "nosuid", "nodev", mode];
    json!({"destination": destination, "type": "bind", "source": source, "options": options})
}
