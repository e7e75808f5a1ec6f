//! Here: files that are in the place of a download already.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rgrid_shared::wire::artifacts::Artifact;

use super::Work;
use crate::{
    exit::{Failure, Result, quote},
    home,
};

/// How many kept files are named.
const NAMED: usize = 5;

/// Takes out of `work` what would replace a file here by another one, and says where those are; the
/// same file may stay or come again.
pub(super) fn keep_others(work: &mut [Work]) -> Vec<PathBuf> {
    let mut kept = Vec::new();
    for Work { files, whole, .. } in work {
        files.retain(|(file, goes)| {
            let place = goes.root.join(&goes.path);
            let other = !is_behind_a_link(&goes.root, &place) && is_another(&place, &file.artifact);
            if other {
                *whole = false;
                kept.push(place);
            }
            !other
        });
    }
    kept
}

/// Fails when files were kept.
pub(super) fn told(kept: &[PathBuf]) -> Result<()> {
    let message = match kept {
        [] => return Ok(()),
        [one] => format!(
            "{} is here already, and it is another file; it was kept",
            quote(one)
        ),
        many => {
            let names: Vec<_> = many.iter().take(NAMED).map(|one| quote(one)).collect();
            let more = match many.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let (count, names) = (many.len(), names.join(", "));
            format!("{count} files are here already, and are others; they were kept: {names}{more}")
        }
    };
    let hint = "add `--force` to the same command to replace what is here, or `--output-dir FOLDER` to put the files elsewhere";
    Err(Failure::local(message).hint(hint))
}

/// Whether a link leads there, behind which nothing is looked at; it is refused when the file is about to be written.
fn is_behind_a_link(root: &Path, place: &Path) -> bool {
    let above = place.ancestors().skip(1);
    above
        .take_while(|folder| *folder != root)
        .any(Path::is_symlink)
}

/// Whether a regular file is there with other bytes. What is no file is refused when it is about to be written.
fn is_another(place: &Path, artifact: &Artifact) -> bool {
    let is_file = fs::symlink_metadata(place).is_ok_and(|found| found.is_file());
    is_file && !home::is_same(place, artifact.size, artifact.digest)
}
