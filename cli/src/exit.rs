//! Failure: how a command ends when it does not end well, and with which exit code.
//!
//! Owns the one error type of the commands: kind, message, hints. The numbers are `shared::error::exit`.

mod api;
#[cfg(test)]
mod tests;
mod words;

use std::{fmt, io, path::Path};

use rgrid_shared::error::exit;
pub use words::{quote, why};

/// A command's result.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

/// Why a command did not end well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What kind of failure, for machines: an `ErrorCode` or one of this module's words.
    pub kind: &'static str,
    /// The exit code.
    pub exit: u8,
    /// What happened and why; empty when there is nothing to say.
    pub message: String,
    /// The next things to type or to do.
    pub hints: Vec<String>,
    /// Which request of the server it was.
    pub request_id: Option<String>,
}

impl Failure {
    fn new(kind: &'static str, exit: u8, message: impl Into<String>) -> Self {
        Self {
            kind,
            exit,
            message: message.into(),
            hints: Vec::new(),
            request_id: None,
        }
    }

    /// A word, flag or file that is wrong; nothing was started.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new("USAGE", exit::USAGE, message)
    }

    /// Something on this machine failed.
    pub fn local(message: impl Into<String>) -> Self {
        Self::new("LOCAL", exit::LOCAL, message)
    }

    /// No usable key.
    pub fn auth(message: impl Into<String>) -> Self {
        Self::new("UNAUTHENTICATED", exit::AUTH, message)
    }

    /// The server cannot be reached.
    pub fn unreachable(message: impl Into<String>) -> Self {
        Self::new("UNAVAILABLE", exit::UNAVAILABLE, message)
    }

    /// There is no such thing.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new("RESOURCE_NOT_FOUND", exit::NOT_FOUND, message)
    }

    /// Its state forbids it.
    pub fn conflict(message: impl Into<String>) -> Self {
        Self::new("CONFLICT", exit::CONFLICT, message)
    }

    /// Following stopped before the job's end.
    pub fn detached(message: impl Into<String>) -> Self {
        Self::new("DETACHED", exit::DETACHED, message)
    }

    /// The job was cancelled.
    pub fn cancelled(message: impl Into<String>) -> Self {
        Self::new("JOB", exit::JOB_CANCELLED, message)
    }

    /// A fault of our own.
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new("INTERNAL", exit::INTERNAL, message)
    }

    /// A job's end as a failure with its own exit code; all that is to be said was said.
    #[must_use]
    pub fn ended(exit: u8) -> Self {
        Self::new("JOB", exit, "")
    }

    /// A file or folder of this machine that could not be used: `cannot {verb} {path}: {why}`.
    #[must_use]
    pub fn file(verb: &str, path: &Path, error: &io::Error) -> Self {
        let failure = Self::local(format!("cannot {verb} {}: {}", quote(path), why(error)));
        if error.kind() == io::ErrorKind::StorageFull {
            return failure.hint("free some space, then type it again");
        }
        if error.kind() == io::ErrorKind::PermissionDenied {
            return failure.hint(format!("ls -ld {}", quote(path)));
        }
        failure
    }

    /// The same, of what ended our looking and not what we looked at: that goes on, and `hint` comes
    /// back to it.
    #[must_use]
    pub fn but_goes_on(mut self, noun: impl fmt::Display, hint: impl Into<String>) -> Self {
        if !["LOCAL", "DETACHED"].contains(&self.kind) {
            return self;
        }
        self.message = format!("{}; the {noun} goes on", self.message);
        self.hint(hint)
    }

    /// The same with one more next thing to type.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The failure as one JSON document.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::json!({ "error": {
            "kind": self.kind,
            "exit_code": self.exit,
            "message": self.message,
            "hints": self.hints,
            "request_id": self.request_id,
        }})
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}
