//! The words for a job that no node is large enough for.

use super::Facts;

pub(super) fn too_large(facts: &Facts) -> String {
    let (wants, largest) = (facts.wants, facts.nodes.largest);
    let has_each =
        wants.cpu_millis <= largest.cpu_millis && wants.memory_bytes <= largest.memory_bytes;
    if has_each {
        return format!(
            "no node has {} and {} at the same time",
            cpus(wants.cpu_millis),
            memory(wants.memory_bytes),
        );
    }
    format!(
        "no node is large enough: it asks for {} and {}, and the most that a node has is {} and {}",
        cpus(wants.cpu_millis),
        memory(wants.memory_bytes),
        cpus(largest.cpu_millis),
        memory(largest.memory_bytes),
    )
}

fn cpus(millis: u64) -> String {
    let (whole, rest) = (millis / 1_000, millis % 1_000);
    let rest = format!("{rest:03}");
    match rest.trim_end_matches('0') {
        "" => format!("{whole} CPU"),
        rest => format!("{whole}.{rest} CPU"),
    }
}

fn memory(bytes: u64) -> String {
    let mib = bytes >> 20;
    match (mib / 1_024, (mib % 1_024).saturating_mul(10) / 1_024) {
        (0, _) => format!("{mib} MiB"),
        (gib, 0) => format!("{gib} GiB"),
        (gib, tenths) => format!("{gib}.{tenths} GiB"),
    }
}
