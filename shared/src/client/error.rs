//! What can go wrong with a call.

use crate::error::{ApiError, ErrorCode};

/// What can go wrong with a call.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The control plane answered with an error.
    #[error("{0}")]
    Api(Box<ApiError>),
    /// The control plane cannot be reached.
    #[error("cannot reach {url}: {cause}")]
    Unreachable {
        /// Where it should be.
        url: String,
        /// What the network said, innermost cause.
        cause: String,
    },
    /// The address is not an HTTP address.
    #[error("`{0}` is not an address; one looks like http://127.0.0.1:7430")]
    BadUrl(String),
    /// The answer is not what this version understands.
    #[error("{url} answered in a way this version does not understand: {cause}")]
    Strange {
        /// Which request.
        url: String,
        /// What was strange.
        cause: String,
    },
    /// A file to upload or a place to download to failed.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The bytes that arrived are not those that were asked for.
    #[error("the bytes of blob {0} arrived damaged")]
    Damaged(crate::digest::Digest),
}

impl ClientError {
    /// The code that decides the exit code.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Api(error) => error.code,
            Self::Unreachable { .. } => ErrorCode::Unavailable,
            Self::BadUrl(_) => ErrorCode::ValidationError,
            Self::Strange { .. } | Self::Io(_) | Self::Damaged(_) => ErrorCode::Internal,
        }
    }

    /// Whether the same call may do better in a moment.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(
            self.code(),
            ErrorCode::Unavailable | ErrorCode::RateLimitExceeded
        )
    }

    /// Whether nobody listens there: waiting a moment is for servers that restart, not for a wrong address.
    pub(super) fn is_refused(&self) -> bool {
        matches!(self, Self::Unreachable { cause, .. } if cause.contains("refused"))
    }

    /// Whether the server may have done what was asked, though it did not say so.
    #[must_use]
    pub fn leaves_open(&self) -> bool {
        matches!(self, Self::Strange { .. }) || self.is_transient() && !self.is_refused()
    }

    pub(super) fn transport(url: &str, error: &reqwest::Error) -> Self {
        let shown = url.split('?').next().unwrap_or_default().to_owned();
        let cause = innermost(error);
        if error.is_decode() || error.is_builder() {
            return Self::Strange { url: shown, cause };
        }
        Self::Unreachable { url: shown, cause }
    }
}

/// The text of the innermost cause: what the operating system said.
pub(super) fn innermost(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}
