//! Room: how much a set may hold yet.

use std::io;

use crate::referee::MAX_ENTRIES;

/// What a set may hold, and the folder of its installer.
pub(crate) const MOST_BYTES: u64 = 10 << 30;

/// The bytes and the files that may come yet.
pub(super) struct Room(u64, u64);

impl Room {
    /// That of a whole set.
    pub(super) fn new() -> Self {
        Self(MOST_BYTES, MAX_ENTRIES)
    }

    /// Takes one file of so many bytes; an error when there is no room for it.
    pub(super) fn take(&mut self, bytes: u64) -> io::Result<()> {
        let left = self.0.checked_sub(bytes).zip(self.1.checked_sub(1));
        let full = || io::Error::other("it holds more than 10 GiB or 200,000 files");
        (self.0, self.1) = left.ok_or_else(full)?;
        Ok(())
    }
}
