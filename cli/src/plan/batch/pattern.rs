//! Patterns: the files that `--batch` names.

use std::path::{Path, PathBuf};

use globset::GlobBuilder;
use ignore::WalkBuilder;
use rgrid_shared::limits::MAX_BATCH_ITEMS;

use crate::{
    exit::{Failure, Result, quote},
    plan::files::text,
};

/// The files that the words of `--batch` name, sorted, each once.
///
/// # Errors
/// When a pattern is wrong, nothing matches, or too much does.
pub fn expand(patterns: &[String], cwd: &Path) -> Result<Vec<String>> {
    let mut names = std::collections::BTreeSet::new();
    for pattern in patterns {
        if cwd.join(pattern).is_file() {
            names.insert(pattern.clone());
            continue;
        }
        let found = matches(pattern, cwd)?;
        if found.is_empty() {
            let shown = quote(Path::new(pattern));
            return Err(Failure::usage(format!("no file matches --batch {shown}"))
                .hint("ls -d FILES    shows what is there; quote a pattern, or let the shell expand it"));
        }
        names.extend(found);
    }
    if names.len() > MAX_BATCH_ITEMS {
        return Err(Failure::usage(format!(
            "{} files match --batch; one batch has at most {MAX_BATCH_ITEMS}",
            names.len()
        )));
    }
    Ok(names.into_iter().collect())
}

/// The regular files that match; `*` stays in one folder, `**` does not, hidden names only when asked for.
fn matches(pattern: &str, cwd: &Path) -> Result<Vec<String>> {
    let wrong = |error: &dyn std::fmt::Display| {
        Failure::usage(format!("--batch {}: {error}", quote(Path::new(pattern))))
    };
    let glob = GlobBuilder::new(pattern.trim_start_matches("./"))
        .literal_separator(true)
        .build()
        .map_err(|error| wrong(&error))?
        .compile_matcher();
    let root = fixed_part(pattern);
    let folder = cwd.join(&root);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let hidden_asked = pattern
        .split('/')
        .any(|part| part.starts_with('.') && part != "." && part != "..");
    let depth = if pattern.contains("**") {
        None
    } else {
        Some(depth_of(pattern, &root))
    };
    let walk = WalkBuilder::new(&folder)
        .standard_filters(false)
        .hidden(!hidden_asked)
        .follow_links(true)
        .max_depth(depth)
        .build();
    let mut found = Vec::new();
    for entry in walk.flatten() {
        let below = entry.path().strip_prefix(&folder).unwrap_or(entry.path());
        let path = root.join(below);
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        if is_file && glob.is_match(&path) {
            let dot = if pattern.starts_with("./") { "./" } else { "" };
            found.push(format!("{dot}{}", text(&path)?));
        }
    }
    Ok(found)
}

/// The folders of a pattern in front of its first wild part.
fn fixed_part(pattern: &str) -> PathBuf {
    let folders = pattern
        .trim_start_matches("./")
        .rsplit_once('/')
        .map_or("", |(folders, _)| folders);
    let wild = |part: &str| part.contains(['*', '?', '[', '{', '\\']);
    let fixed: PathBuf = folders.split('/').take_while(|part| !wild(part)).collect();
    if pattern.starts_with('/') {
        Path::new("/").join(fixed)
    } else {
        fixed
    }
}

fn depth_of(pattern: &str, root: &Path) -> usize {
    let parts = pattern
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
        .count();
    parts.saturating_sub(
        root.components()
            .filter(|part| !matches!(part, std::path::Component::RootDir))
            .count(),
    )
}
