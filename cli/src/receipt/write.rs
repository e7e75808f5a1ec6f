//! Writing: beside the outputs, whole, and over nobody else's file.

use std::{
    fs::File,
    io::{Read, Write},
    path::{Path, PathBuf},
};

use rgrid_shared::path::RelPath;

use super::{FAMILY, Manifest, NAME};
use crate::{
    exit::{Failure, Result},
    home,
};

impl Manifest {
    /// Writes it into `folder`, over an older receipt; beside a file of that name which is none.
    /// Says where it is.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn write(&self, folder: &Path) -> Result<PathBuf> {
        let name = if is_free(&folder.join(NAME)) {
            NAME.to_owned()
        } else {
            let of = self.batch.map_or("rgrid".to_owned(), |id| id.to_string());
            format!("manifest-{of}.json")
        };
        let path = folder.join(&name);
        let mut bytes = serde_json::to_vec_pretty(self)
            .map_err(|error| Failure::internal(format!("cannot write JSON: {error}")))?;
        bytes.push(b'\n');
        let name = RelPath::new(name).map_err(|error| Failure::internal(error.to_string()))?;
        home::write(folder, &name, |file| file.write_all(&bytes))?;
        Ok(path)
    }
}

/// Whether nothing is there, or a receipt.
fn is_free(path: &Path) -> bool {
    if path.symlink_metadata().is_err() {
        return true;
    }
    let mut head = Vec::new();
    let begin = File::open(path).and_then(|file| file.take(64).read_to_end(&mut head));
    begin.is_ok() && String::from_utf8_lossy(&head).contains(FAMILY)
}
