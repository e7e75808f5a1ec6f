//! Standard input: what is piped into `rgrid run` is the script's, spooled and hashed on its way.

use std::{
    fs::File,
    io::{self, Read, Write},
    sync::mpsc,
    time::Duration,
};

use rgrid_shared::{digest::Hasher, spec::BlobRef};
use rustix::fs::{FileType, fstat};

use super::Blobs;
use crate::{
    exit::{Failure, Result},
    printer::Printer,
};

/// How long standard input may be silent before a person is told that it is read.
const PATIENCE: Duration = Duration::from_secs(2);

/// Reads standard input to its end when it is a pipe or a file; nothing when it is neither or empty.
///
/// The file is kept until the returned handle goes away.
///
/// # Errors
/// When it cannot be read, or the spool not be written.
pub fn spool(
    blobs: &mut Blobs,
    printer: &Printer,
) -> Result<Option<(BlobRef, tempfile::TempPath)>> {
    let stdin = io::stdin();
    let Ok(stat) = fstat(&stdin) else {
        return Ok(None);
    };
    let kind = FileType::from_raw_mode(stat.st_mode);
    if kind != FileType::Fifo && kind != FileType::RegularFile {
        return Ok(None);
    }
    let (mut file, path) = tempfile::NamedTempFile::new()
        .map_err(|error| spool_failed(&error))?
        .into_parts();
    let waiting = remind(printer.clone());
    let blob = copy(&mut stdin.lock(), &mut file)?;
    drop(waiting);
    if blob.size == 0 {
        return Ok(None);
    }
    blobs.keep(blob, &path);
    Ok(Some((blob, path)))
}

/// Tells a person who may not know that something is being waited for; stops when dropped.
fn remind(printer: Printer) -> mpsc::Sender<()> {
    let (waiting, ended) = mpsc::channel();
    std::thread::spawn(move || {
        if ended.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Timeout) {
            printer.note("reading standard input to its end; `< /dev/null` gives the script none");
        }
    });
    waiting
}

fn copy(from: &mut impl Read, to: &mut File) -> Result<BlobRef> {
    let mut hasher = Hasher::default();
    let mut buffer = vec![0; 256 << 10];
    loop {
        let count = match from.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => {
                return Err(Failure::local(format!(
                    "cannot read standard input: {error}"
                )));
            }
            Ok(count) => count,
        };
        let Some(piece) = buffer.get(..count).filter(|piece| !piece.is_empty()) else {
            break;
        };
        hasher.update(piece);
        to.write_all(piece).map_err(|error| spool_failed(&error))?;
    }
    let (digest, size) = hasher.finish();
    Ok(BlobRef { digest, size })
}

fn spool_failed(error: &io::Error) -> Failure {
    let folder = std::env::temp_dir();
    Failure::file("spool standard input in", &folder, error).hint("TMPDIR=/a/larger/folder")
}
