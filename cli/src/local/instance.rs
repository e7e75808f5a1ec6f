//! The one running instance: a locked file that says who it is.
//!
//! The lock dies with its process, whatever ends it, so a stale file is never mistaken for an instance.

use std::{
    fs::{File, OpenOptions},
    io::{Read, Seek, Write},
    os::unix::fs::OpenOptionsExt,
};

use rustix::fs::{FlockOperation, flock};
use serde::{Deserialize, Serialize};

use super::{Layout, LocalError};

/// Who the running instance is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Its process.
    pub pid: u32,
    /// Where its control plane listens.
    pub url: String,
    /// Whether all parts are up.
    pub ready: bool,
}

/// The right to be the one instance, held while it lives.
#[derive(Debug)]
pub struct Instance {
    file: File,
    layout: Layout,
}

impl Instance {
    /// Takes the lock.
    ///
    /// # Errors
    /// [`LocalError::AlreadyUp`] when another process has it; [`LocalError::File`].
    pub fn take(layout: &Layout, url: &str) -> Result<Self, LocalError> {
        let file = open(layout)?;
        if flock(&file, FlockOperation::NonBlockingLockExclusive).is_err() {
            let status = read(&file).unwrap_or(Status {
                pid: 0,
                url: url.to_owned(),
                ready: false,
            });
            return Err(LocalError::AlreadyUp {
                url: status.url,
                pid: status.pid,
            });
        }
        let instance = Self {
            file,
            layout: layout.clone(),
        };
        instance.write(url, false)?;
        Ok(instance)
    }

    /// Says that all parts are up.
    ///
    /// # Errors
    /// [`LocalError::File`] when the disk is full or gone.
    pub fn set_ready(&self, url: &str) -> Result<(), LocalError> {
        self.write(url, true)
    }

    fn write(&self, url: &str, ready: bool) -> Result<(), LocalError> {
        let status = Status {
            pid: std::process::id(),
            url: url.to_owned(),
            ready,
        };
        let text = serde_json::to_string(&status).unwrap_or_default();
        let mut file = &self.file;
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| file.write_all(text.as_bytes()))
            .map_err(LocalError::file(self.layout.lock()))
    }

    /// The running instance, if there is one.
    ///
    /// # Errors
    /// [`LocalError::File`] when its file cannot be opened.
    pub fn running(layout: &Layout) -> Result<Option<Status>, LocalError> {
        if !layout.lock().exists() {
            return Ok(None);
        }
        let file = open(layout)?;
        if flock(&file, FlockOperation::NonBlockingLockShared).is_ok() {
            return Ok(None);
        }
        Ok(read(&file))
    }
}

fn open(layout: &Layout) -> Result<File, LocalError> {
    layout.make().map_err(LocalError::file(layout.lock()))?;
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(layout.lock())
        .map_err(LocalError::file(layout.lock()))
}

/// What the file says; nothing while it is being written.
fn read(mut file: &File) -> Option<Status> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}
