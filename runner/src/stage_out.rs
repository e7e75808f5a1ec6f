//! Stage out: which files the command made or changed, and bringing them home.
//!
//! Owns the choice and the reading of outputs. Only regular files opened beneath the working directory
//! without following links; an input that still has its bytes is no output. Nothing here trusts a
//! name, a size or a kind that was seen before the file was opened.

mod collected;
mod filter;
mod read;
#[cfg(test)]
mod tests;
mod upload;

use std::{io, ops::ControlFlow};

use rgrid_shared::{
    limits::{MAX_ARTIFACT_NAMES_BYTES, MAX_ARTIFACTS},
    path::RelPath,
};
use rustix::fs::FileType;

use crate::{beneath::Root, stage_in::Known, walk::walk};

pub(crate) use collected::Collected;
use collected::Excess;
pub(crate) use filter::Filter;
pub(crate) use upload::{Uploader, UploadsFailed};

/// Looks at everything beneath `root`; blocks for as long as reading it takes.
pub(crate) fn collect(
    root: &Root,
    known: &Known,
    filter: &Filter,
    most_bytes: u64,
) -> io::Result<Collected> {
    let mut collected = Collected::default();
    let mut paths = Vec::new();
    // Unchanged inputs may lie among them, so as much more is looked at.
    let most = (
        MAX_ARTIFACTS.saturating_add(known.len()),
        MAX_ARTIFACT_NAMES_BYTES.saturating_add(known.keys().map(length).sum()),
    );
    let mut names = 0_usize;
    walk(root, |entry| {
        match (entry.kind(), rel_path(entry.path)) {
            (FileType::Directory, _) => {
                collected.unnamable = collected.unnamable.saturating_add(entry.too_deep.into());
            }
            (FileType::RegularFile, Some(path)) if filter.takes(&path) => {
                names = names.saturating_add(length(&path));
                paths.push(path);
            }
            (FileType::RegularFile, Some(_)) => {}
            (FileType::RegularFile, None) => {
                collected.unnamable = collected.unnamable.saturating_add(1);
            }
            _ => collected.special = collected.special.saturating_add(1),
        }
        collected.excess = Excess::of((paths.len(), names), most);
        match collected.excess {
            Some(_) => ControlFlow::Break(()),
            None => ControlFlow::Continue(()),
        }
    })?;
    paths.sort();
    let mut left = most_bytes;
    for path in paths {
        collected.take(root, known, path, &mut left);
    }
    collected.judge();
    Ok(collected)
}

fn length(path: &RelPath) -> usize {
    path.as_str().len()
}

fn rel_path(path: &std::path::Path) -> Option<RelPath> {
    RelPath::new(path.to_str()?).ok()
}
