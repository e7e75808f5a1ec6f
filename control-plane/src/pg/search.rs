//! The folders in which PostgreSQL programs may be.

use std::env;
use std::fs;
use std::path::PathBuf;

/// Folders with one folder per version: (parent, start of its name, folder of the programs within).
const VERSIONED: [(&str, &str, &str); 4] = [
    ("/usr/lib/postgresql", "", "bin"),
    ("/usr", "pgsql-", "bin"),
    ("/opt/homebrew/opt", "postgresql@", "bin"),
    ("/usr/local/opt", "postgresql@", "bin"),
];

/// Folders worth a look: PATH, then the places of the packages, newest version first.
pub(super) fn folders() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut dirs: Vec<PathBuf> = env::split_paths(&path)
        .filter(|dir| dir.is_absolute())
        .collect();
    for (parent, prefix, within) in VERSIONED {
        let mut versions: Vec<(u32, PathBuf)> = fs::read_dir(parent)
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                let major = name.strip_prefix(prefix)?.parse().ok()?;
                Some((major, entry.path().join(within)))
            })
            .collect();
        versions.sort_by(|a, b| b.cmp(a));
        dirs.extend(versions.into_iter().map(|(_, dir)| dir));
    }
    dirs
}
