//! What a sandbox used, read from its control groups; both versions of the interface occur.
//!
//! Where the files are not found, zero stands for "unknown". Does not make groups.

#[cfg(test)]
mod tests;

use std::{fs, path::PathBuf};

use super::maker::Used;

const V1_CPU: &str = "/sys/fs/cgroup/cpuacct";
const V1_MEMORY: &str = "/sys/fs/cgroup/memory";
const V2: &str = "/sys/fs/cgroup";

/// The control groups of one sandbox and the largest values seen.
#[derive(Debug, Default)]
pub(super) struct Cgroup {
    groups: Vec<String>,
    /// Processor time, in milliseconds.
    cpu_ms: u64,
    /// Peak of memory, in bytes.
    max_memory_bytes: u64,
    /// Whether a process was ended for want of memory.
    oom: bool,
    /// Whether the groups are there now.
    known: bool,
}

impl Cgroup {
    /// The groups that the sandbox may be in; of two that are there, the first tells the usage.
    pub(super) fn of(groups: Vec<String>) -> Self {
        Self {
            groups,
            ..Self::default()
        }
    }

    /// Where either of Docker's cgroup drivers puts the container with this id.
    pub(super) fn of_docker(id: &str) -> Self {
        Self::of(vec![
            format!("docker/{id}"),
            format!("system.slice/docker-{id}.scope"),
        ])
    }

    /// Reads the files that are there.
    pub(super) fn sample(&mut self) {
        let cpu = self
            .v1_number(V1_CPU, "cpuacct.usage")
            .map(|nanos| nanos / 1_000_000);
        let cpu = cpu.or_else(|| {
            self.v2_field("cpu.stat", "usage_usec")
                .map(|micros| micros / 1_000)
        });
        let memory = self.v1_number(V1_MEMORY, "memory.max_usage_in_bytes");
        let memory = memory.or_else(|| self.v2_text("memory.peak")?.trim().parse().ok());
        let kills = self.v1_text(V1_MEMORY, "memory.oom_control");
        let kills = kills.or_else(|| self.v2_text("memory.events"));
        let kills = kills.and_then(|text| field(&text, "oom_kill"));
        self.known = cpu.is_some() && kills.is_some();
        self.cpu_ms = self.cpu_ms.max(cpu.unwrap_or(0));
        self.max_memory_bytes = self.max_memory_bytes.max(memory.unwrap_or(0));
        self.oom |= kills.unwrap_or(0) > 0;
    }

    /// What was read until now.
    pub(super) fn used(&self) -> Used {
        Used {
            known: self.known,
            cpu_ms: self.cpu_ms,
            max_memory_bytes: self.max_memory_bytes,
            oom: self.oom,
        }
    }

    /// The processes in the groups.
    pub(super) fn processes(&self) -> Vec<u32> {
        let listed = self.texts(V1_MEMORY, "cgroup.procs");
        let listed = if listed.is_empty() {
            self.texts(V2, "cgroup.procs")
        } else {
            listed
        };
        let lines = listed.iter().flat_map(|text| text.lines());
        lines.filter_map(|line| line.parse().ok()).collect()
    }

    fn v1_number(&self, root: &str, file: &str) -> Option<u64> {
        self.v1_text(root, file)?.trim().parse().ok()
    }

    fn v1_text(&self, root: &str, file: &str) -> Option<String> {
        self.texts(root, file).into_iter().next()
    }

    fn v2_text(&self, file: &str) -> Option<String> {
        self.texts(V2, file).into_iter().next()
    }

    fn v2_field(&self, file: &str, name: &str) -> Option<u64> {
        field(&self.v2_text(file)?, name)
    }

    /// The file in each group that has it.
    fn texts(&self, root: &str, file: &str) -> Vec<String> {
        let groups = self.groups.iter();
        let paths = groups.map(|group| PathBuf::from(root).join(group).join(file));
        paths
            .filter_map(|path| fs::read_to_string(path).ok())
            .collect()
    }
}

/// The number after `name` in lines of `name number`.
pub(super) fn field(text: &str, name: &str) -> Option<u64> {
    text.lines().find_map(|line| {
        let (found, number) = line.split_once(' ')?;
        (found == name).then(|| number.trim().parse().ok())?
    })
}
