//! What can go wrong on one machine, and the next thing to type.

use std::{io, path::PathBuf};

/// What can go wrong with the local instance.
#[derive(Debug, thiserror::Error)]
pub enum LocalError {
    /// A file or folder of the instance failed.
    #[error("cannot use {path}: {cause}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// Another instance runs.
    #[error("RGrid is already up at {url} (process {pid})")]
    AlreadyUp {
        /// Where.
        url: String,
        /// Who.
        pid: u32,
    },
    /// Something else listens on the port.
    #[error("port {port} on 127.0.0.1 is taken by another program")]
    PortTaken {
        /// Which.
        port: u16,
    },
    /// One of the parts did not start.
    #[error("{part} did not start: {message}")]
    Part {
        /// Which.
        part: &'static str,
        /// What it said, with its causes.
        message: String,
        /// The next thing to type.
        hint: Option<String>,
    },
    /// The instance in the background ended before it was ready.
    #[error("it ended while starting: {last}")]
    Died {
        /// What it said last.
        last: String,
        /// What it said to type next.
        hint: Option<String>,
        /// Its log.
        log: PathBuf,
    },
    /// The instance does not end.
    #[error("process {0} did not end within 60 s")]
    WillNotStop(u32),
}

impl LocalError {
    /// Wraps what an operation on `path` said.
    pub fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |cause| Self::File { path, cause }
    }

    /// The same with the next thing to type.
    #[must_use]
    pub fn hinted(self, text: impl Into<String>) -> Self {
        match self {
            Self::Part { part, message, .. } => Self::Part {
                part,
                message,
                hint: Some(text.into()),
            },
            other @ (Self::File { .. }
            | Self::AlreadyUp { .. }
            | Self::PortTaken { .. }
            | Self::Died { .. }
            | Self::WillNotStop(_)) => other,
        }
    }

    /// The next thing to type.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::File { cause, .. } if cause.kind() == io::ErrorKind::PermissionDenied => {
                Some("run it as the owner of that folder, or set RGRID_HOME".into())
            }
            Self::File { cause, .. } if cause.kind() == io::ErrorKind::StorageFull => {
                Some("make room on that disk".into())
            }
            Self::File { .. } => None,
            Self::AlreadyUp { .. } => Some("rgrid down".into()),
            Self::PortTaken { port } => {
                Some(format!("rgrid up --port {}", port.saturating_add(10)))
            }
            Self::Part { hint, .. } => hint.clone(),
            Self::Died {
                hint: Some(hint), ..
            } => Some(hint.clone()),
            Self::Died { log, .. } => Some(format!("less {}", log.display())),
            Self::WillNotStop(pid) => Some(format!("kill -9 {pid}")),
        }
    }
}
