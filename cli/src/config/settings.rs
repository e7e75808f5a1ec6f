//! Settings: what a file may set. Each is the default of a flag: `run.memory` of `rgrid run --memory`.

use std::path::{Component, Path};

/// One setting.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Its name.
    pub key: &'static str,
    /// What it does.
    pub about: &'static str,
}

const fn setting(key: &'static str, about: &'static str) -> Setting {
    Setting { key, about }
}

/// All of them.
pub const ALL: &[Setting] = &[
    setting("profile", "the profile to use"),
    setting("color", "auto, always or never"),
    setting("run.runtime", "the runtime or image of scripts"),
    setting("run.cpu", "CPUs, such as 2 or 0.5"),
    setting("run.memory", "memory, such as 512M or 2G"),
    setting("run.disk", "disk, such as 10G"),
    setting("run.timeout", "the hard limit of a run, such as 10m"),
    setting("run.retries", "how often a failed script is tried again"),
    setting("run.network", "true lets scripts reach the internet"),
    setting("run.reuse", "true takes the result of an identical job"),
    setting("run.on-interrupt", "detach or cancel"),
    setting("run.large", "true sends more than 1 GiB of files"),
    setting("run.parallel", "how many of a batch run at a time"),
    setting("run.output-dir", "the folder of the outputs"),
    setting("run.flat", "true puts a batch's outputs into one folder"),
    setting("run.fail-fast", "stop a batch when its first N fail alike"),
    setting("list.limit", "how many are listed"),
    setting("tui.theme", "dark, light, high-contrast or plain"),
    setting("tui.ascii", "true draws only ASCII"),
    setting("tui.mouse", "false leaves the mouse to the terminal"),
    setting("tui.readonly", "true changes nothing"),
    setting("tui.keys", "keys of actions, such as cancel=X,quit=Q"),
];

/// The setting of this name.
#[must_use]
pub fn find(key: &str) -> Option<&'static Setting> {
    ALL.iter().find(|setting| setting.key == key)
}

/// Why a project's file may not set this; others wrote it, perhaps.
#[must_use]
pub fn refused_in_a_project(key: &str, value: &str) -> Option<&'static str> {
    let inside = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    let path = Path::new(value);
    let is_below = path.components().all(inside) && !path.ancestors().any(Path::is_symlink);
    (key == "run.output-dir" && !is_below).then_some(
        "a project's file may name a folder below the current one only, not through a link",
    )
}
