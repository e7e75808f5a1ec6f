//! Here: files that are in the place of a download already.

use std::{fs, io::Read, path::Path};

use rgrid_shared::{digest::Hasher, wire::artifacts::Artifact};

use super::Work;
use crate::{
    exit::{Failure, Result, quote},
    ids::Which,
};

/// Refuses when a file is here that the download would replace by another one; the same file may stay or come again.
pub(super) fn refuse_others(work: &[Work], which: Which) -> Result<()> {
    for (file, goes) in work.iter().flat_map(|(_, files)| files) {
        let place = goes.root.join(&goes.path);
        if !is_behind_a_link(&goes.root, &place) && is_another(&place, &file.artifact) {
            let id = match which {
                Which::Job(id) => id.to_string(),
                Which::Batch(id) => id.to_string(),
            };
            let message = format!("{} is here already, and it is another file", quote(&place));
            return Err(Failure::local(message).hint(format!(
                "rgrid download --force {id}    replaces it; --output-dir FOLDER puts the files elsewhere"
            )));
        }
    }
    Ok(())
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
    let Ok(found) = fs::symlink_metadata(place) else {
        return false;
    };
    if !found.is_file() {
        return false;
    }
    found.len() != artifact.size || !has_digest(place, artifact).unwrap_or(false)
}

fn has_digest(place: &Path, artifact: &Artifact) -> std::io::Result<bool> {
    let mut file = fs::File::open(place)?;
    let mut hasher = Hasher::default();
    let mut piece = vec![0; 64 << 10];
    loop {
        let count = file.read(&mut piece)?;
        if count == 0 {
            return Ok(hasher.finish().0 == artifact.digest);
        }
        hasher.update(piece.get(..count).unwrap_or_default());
    }
}
