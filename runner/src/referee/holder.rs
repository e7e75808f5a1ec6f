//! What one command holds of the disk, in its working directory and out of everybody's sight.

use std::{
    fmt, io,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

use rgrid_shared::limits::MAX_ARTIFACTS;

use crate::{beneath::Root, engine::Sandbox, hidden, walk};

/// Files and folders in the working directory; those that come home and as many again.
pub(crate) const MAX_ENTRIES: u64 = 2 * MAX_ARTIFACTS as u64;

/// A command, or what is fetched for it, that holds something of the disk.
pub(crate) struct Holder {
    work: PathBuf,
    sandbox: OnceLock<Arc<dyn Sandbox>>,
    most: u64,
    taken: AtomicU64,
}

impl fmt::Debug for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Holder");
        shown.field("work", &self.work).finish_non_exhaustive()
    }
}

impl Holder {
    /// A command to come in this working directory, which may hold so many bytes.
    pub(crate) fn new(work: PathBuf, most: u64) -> Self {
        Self {
            work,
            sandbox: OnceLock::new(),
            most,
            taken: AtomicU64::new(0),
        }
    }

    /// The command runs, in this sandbox.
    pub(crate) fn runs(&self, sandbox: Arc<dyn Sandbox>) {
        let _ = self.sandbox.set(sandbox);
    }

    /// Its working directory.
    pub(crate) fn work(&self) -> &Path {
        &self.work
    }

    /// Adds up what it holds, and tells whether that is more than it may.
    pub(crate) fn look(&self) -> io::Result<bool> {
        let processes = self.sandbox.get().map(|sandbox| sandbox.processes());
        let device = self.work.metadata()?.dev();
        let hidden = hidden::bytes(&processes.unwrap_or_default(), device);
        let left = self.most.saturating_sub(hidden);
        let size = walk::size(&Root::open(&self.work)?, (left, MAX_ENTRIES))?;
        let taken = hidden.saturating_add(size.taken);
        self.taken.store(taken, Ordering::Relaxed);
        Ok(hidden > self.most || is_more(&size, left))
    }

    /// What it took of the disk when it was last added up.
    pub(crate) fn taken(&self) -> u64 {
        self.taken.load(Ordering::Relaxed)
    }
}

/// Whether a working directory shows more than `bytes`, or more files than any may have.
pub(crate) fn holds_more(root: &Root, bytes: u64) -> io::Result<bool> {
    Ok(is_more(&walk::size(root, (bytes, MAX_ENTRIES))?, bytes))
}

fn is_more(size: &walk::Size, bytes: u64) -> bool {
    size.bytes > bytes || size.entries > MAX_ENTRIES || size.too_deep
}
