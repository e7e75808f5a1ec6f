//! The file that remembers the last job or batch of this machine.

#[cfg(test)]
mod tests;

use std::{fs::OpenOptions, io, io::Write as _, path::Path};

const NAME: &str = "last";

/// Writes `id` over what the file in `home` says.
///
/// In place: a file that is emptied first has its disk waited for when it is closed, while the job runs already.
pub(super) fn write(home: &Path, id: &str) -> io::Result<()> {
    std::fs::create_dir_all(home)?;
    let mut options = OpenOptions::new();
    let mut file = options
        .write(true)
        .create(true)
        .truncate(false)
        .open(home.join(NAME))?;
    let line = format!("{id}\n");
    file.write_all(line.as_bytes())?;
    file.set_len(line.len() as u64)
}

/// What the file in `home` says; nothing when there is none.
pub(super) fn read(home: &Path) -> String {
    let text = std::fs::read_to_string(home.join(NAME)).unwrap_or_default();
    text.trim().to_owned()
}

/// When it was written; nothing when there is none.
pub(super) fn time(home: &Path) -> Option<std::time::SystemTime> {
    let meta = std::fs::metadata(home.join(NAME)).ok()?;
    meta.modified().ok()
}
