//! Why following ends before its end.

use axum::extract::ws::close_code;

use crate::{db, http::error::Error};

/// Why following ends: a close code and a reason.
#[derive(Debug)]
pub(crate) struct Gone {
    pub(super) code: u16,
    pub(super) reason: String,
}

impl Gone {
    pub(super) fn new(code: u16, reason: &str) -> Self {
        let reason = reason.to_owned();
        Self { code, reason }
    }

    /// This process ends.
    pub(super) fn restart() -> Self {
        Self::new(close_code::AWAY, "the server restarts: connect again")
    }

    /// The client does not listen any more.
    pub(super) fn lost() -> Self {
        Self::new(close_code::AWAY, "the client is gone")
    }
}

impl From<Error> for Gone {
    fn from(error: Error) -> Self {
        Self::new(close_code::AGAIN, &error.told().message)
    }
}

impl From<db::Error> for Gone {
    fn from(error: db::Error) -> Self {
        Error::from(error).into()
    }
}
