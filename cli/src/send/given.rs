//! Bytes that are in no file of the user's, sent like one.

use std::io::Write as _;

use bytes::Bytes;
use rgrid_shared::{digest::Digest, path::RelPath, spec::Input};

use super::{Blobs, stamp::Origin};
use crate::exit::{Failure, Result};

impl Blobs {
    /// Where the bytes of all of them are.
    #[cfg(feature = "local")]
    #[must_use]
    pub fn given(&self) -> std::collections::HashMap<Digest, rgrid_runner::alone::Given> {
        use rgrid_runner::alone::Given;
        let small = self.small.iter();
        let small = small.map(|(digest, bytes)| (*digest, Given::Bytes(bytes.clone())));
        let files = self.origins.iter();
        let files = files.filter_map(|(digest, (_, origin))| match origin {
            Origin::File(path, _) => Some((*digest, Given::File(path.clone()))),
            Origin::Empty => None,
        });
        files.chain(small).collect()
    }

    /// Takes bytes under this name; many of them wait in a file that goes when these blobs go.
    ///
    /// # Errors
    /// When that file cannot be written.
    pub fn give(&mut self, name: &str, bytes: &Bytes) -> Result<Input> {
        let (digest, size) = (Digest::of(bytes), bytes.len() as u64);
        let path = RelPath::new(name)
            .map_err(|error| Failure::internal(format!("{name} is no name: {error}")))?;
        if self.room.take(bytes.len()) {
            self.small.insert(digest, bytes.clone());
            self.origins.insert(digest, (size, Origin::Empty));
        } else {
            let mut file = tempfile::NamedTempFile::new().map_err(|error| failed(&error))?;
            file.write_all(bytes).map_err(|error| failed(&error))?;
            let path = file.into_temp_path();
            self.origins
                .insert(digest, (size, Origin::File(path.to_path_buf(), None)));
            self.held.push(path);
        }
        Ok(Input {
            path,
            digest,
            size,
            executable: false,
        })
    }
}

fn failed(error: &std::io::Error) -> Failure {
    let folder = std::env::temp_dir();
    Failure::file("write a list of dependencies in", &folder, error).hint("TMPDIR=/a/larger/folder")
}
