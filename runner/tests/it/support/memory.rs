//! How much memory a process has, as the kernel counts it.

use std::fs;

/// What it has now, in bytes.
pub(crate) fn now(pid: u32) -> u64 {
    field(pid, "VmRSS")
}

/// The most it had, in bytes.
pub(crate) fn peak(pid: u32) -> u64 {
    field(pid, "VmHWM")
}

/// Counts the most anew from now.
pub(crate) fn forget_peak(pid: u32) {
    fs::write(format!("/proc/{pid}/clear_refs"), "5").unwrap();
}

fn field(pid: u32, name: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    let kib: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kib << 10
}
