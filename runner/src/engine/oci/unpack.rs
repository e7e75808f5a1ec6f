//! Unpacking an image's files: owners, modes, links and attributes as they are; no devices.

#[cfg(test)]
mod tests;

use std::{
    io::{self, Read},
    path::Path,
};

use bytes::{Buf as _, Bytes};
use tar::{Archive, EntryType};
use tokio::sync::mpsc::Receiver;

/// What Docker puts in the way of its own mounts; ours has a content.
const HOSTNAME: &str = "etc/hostname";

/// Unpacks into the folder and nowhere else.
pub(super) fn unpack(archive: impl Read, into: &Path) -> io::Result<()> {
    let mut archive = Archive::new(archive);
    archive.set_preserve_permissions(true);
    archive.set_preserve_ownerships(true);
    archive.set_unpack_xattrs(true);
    for entry in archive.entries()? {
        let mut entry = entry?;
        let path = entry.path()?.into_owned();
        let wanted = is_kept(entry.header().entry_type()) && path != Path::new(HOSTNAME);
        if wanted && !entry.unpack_in(into)? {
            let words = format!("it has a file outside of its root: {}", path.display());
            return Err(io::Error::new(io::ErrorKind::InvalidData, words));
        }
    }
    Ok(())
}

/// No devices and pipes: a sandbox has its own, and shares none with another.
fn is_kept(kind: EntryType) -> bool {
    matches!(
        kind,
        EntryType::Regular
            | EntryType::Continuous
            | EntryType::GNUSparse
            | EntryType::Directory
            | EntryType::Symlink
            | EntryType::Link
    )
}

/// Pieces of an archive as one reader.
pub(super) struct Incoming {
    pieces: Receiver<io::Result<Bytes>>,
    piece: Bytes,
}

impl From<Receiver<io::Result<Bytes>>> for Incoming {
    fn from(pieces: Receiver<io::Result<Bytes>>) -> Self {
        let piece = Bytes::new();
        Self { pieces, piece }
    }
}

impl Read for Incoming {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            match self.pieces.blocking_recv() {
                Some(piece) => self.piece = piece?,
                None => return Ok(0),
            }
        }
        let count = buffer.len().min(self.piece.len());
        self.piece
            .split_to(count)
            .copy_to_slice(buffer.split_at_mut(count).0);
        Ok(count)
    }
}
