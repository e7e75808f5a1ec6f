//! Pack: a set as one file, and back.

mod room;
#[cfg(test)]
mod tests;

use std::{
    fs::File,
    io::{self, BufWriter, Read, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use rgrid_shared::{digest::Hasher, limits::MAX_BLOB_BYTES, spec::BlobRef};
use rustix::fs::{FileType, Stat};
use tar::{Archive, Builder, EntryType, Header};

use crate::{beneath::Root, walk};
pub(crate) use room::MOST_BYTES;
use room::Room;

/// A good deal smaller, in little time.
const LEVEL: i32 = 3;

/// Packs what is in the folder: files, folders and links, the links as they are.
///
/// Nothing may write there meanwhile.
pub(crate) fn pack(folder: &Path, into: &Path) -> io::Result<BlobRef> {
    let root = Root::open(folder)?;
    let found = found(&root)?;
    let mut left = Room::new();
    for (_, stat) in &found {
        left.take(length(stat))?;
    }
    let out = Hashing {
        out: BufWriter::new(File::create_new(into)?),
        hasher: Hasher::default(),
    };
    let mut builder = Builder::new(zstd::Encoder::new(out, LEVEL)?);
    for (path, stat) in &found {
        add(&mut builder, &root, path, stat)?;
    }
    let mut out = builder.into_inner()?.finish()?;
    out.flush()?;
    let (digest, size) = out.hasher.finish();
    if size > MAX_BLOB_BYTES {
        return Err(io::Error::other("packed it is larger than 5 GiB"));
    }
    Ok(BlobRef { digest, size })
}

/// Everything in it, each folder before what it holds.
pub(super) fn found(root: &Root) -> io::Result<Vec<(PathBuf, Stat)>> {
    let mut found = Vec::new();
    walk::walk(root, |entry| {
        found.push((entry.path.to_owned(), entry.stat));
        ControlFlow::Continue(())
    })?;
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found)
}

fn add(builder: &mut Builder<impl Write>, root: &Root, path: &Path, stat: &Stat) -> io::Result<()> {
    let mut header = Header::new_gnu();
    header.set_mtime(u64::try_from(stat.st_mtime).unwrap_or(0));
    header.set_size(0);
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::Directory => {
            header.set_entry_type(EntryType::Directory);
            header.set_mode(0o755);
            builder.append_data(&mut header, path, io::empty())
        }
        FileType::RegularFile => {
            let size = length(stat);
            header.set_entry_type(EntryType::Regular);
            header.set_mode(if stat.st_mode & 0o111 == 0 {
                0o644
            } else {
                0o755
            });
            header.set_size(size);
            builder.append_data(&mut header, path, root.file(path)?.take(size))
        }
        FileType::Symlink => {
            header.set_entry_type(EntryType::Symlink);
            header.set_mode(0o777);
            builder.append_link(&mut header, path, root.link(path)?)
        }
        // Pipes and sockets are no part of any package.
        FileType::Fifo
        | FileType::Socket
        | FileType::CharacterDevice
        | FileType::BlockDevice
        | FileType::Unknown => Ok(()),
    }
}

/// The bytes of a file as they are packed; nothing else has any.
fn length(stat: &Stat) -> u64 {
    let is_file = FileType::from_raw_mode(stat.st_mode).is_file();
    let size = u64::try_from(stat.st_size).unwrap_or(0);
    if is_file { size } else { 0 }
}

/// Unpacks into an empty folder, and nowhere else.
pub(super) fn unpack(pack: File, into: &Path) -> io::Result<()> {
    let mut archive = Archive::new(zstd::Decoder::new(pack)?);
    let mut left = Room::new();
    for entry in archive.entries()? {
        let mut entry = entry?;
        left.take(entry.size())?;
        if !entry.unpack_in(into)? {
            return Err(io::Error::other("it has a file outside of its root"));
        }
    }
    Ok(())
}

/// Hashes what is written.
struct Hashing {
    out: BufWriter<File>,
    hasher: Hasher,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.out.write(bytes)?;
        self.hasher.update(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
