//! The list of error codes; never renamed once shipped.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::exit;

/// What went wrong, for machines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ErrorCode {
    /// A field of the request breaks a rule; `details.fields` names each.
    ValidationError,
    /// No key, or not a valid one.
    Unauthenticated,
    /// The key may not do this.
    Forbidden,
    /// There is no such thing, or it is another account's.
    ResourceNotFound,
    /// The thing is in a state, or the idempotency key in a use, that forbids this.
    Conflict,
    /// The account cannot pay for it.
    InsufficientCredits,
    /// A limit of the account would be passed.
    LimitExceeded,
    /// Too many requests; try again after `Retry-After`.
    RateLimitExceeded,
    /// The body, or a part of it, is larger than documented.
    PayloadTooLarge,
    /// The job ran into its timeout.
    ExecutionTimeout,
    /// The job failed.
    ExecutionFailed,
    /// The attempt was given to another node.
    Fenced,
    /// The server cannot answer now; try again.
    Unavailable,
    /// A fault of the server's own.
    Internal,
}

impl ErrorCode {
    /// All codes, in the order of `docs/ERRORS.md`.
    pub const ALL: [Self; 14] = [
        Self::ValidationError,
        Self::Unauthenticated,
        Self::Forbidden,
        Self::ResourceNotFound,
        Self::Conflict,
        Self::InsufficientCredits,
        Self::LimitExceeded,
        Self::RateLimitExceeded,
        Self::PayloadTooLarge,
        Self::ExecutionTimeout,
        Self::ExecutionFailed,
        Self::Fenced,
        Self::Unavailable,
        Self::Internal,
    ];

    /// The HTTP status of an answer with this code.
    #[must_use]
    pub fn http_status(self) -> u16 {
        match self {
            Self::ValidationError => 422,
            Self::Unauthenticated => 401,
            Self::InsufficientCredits => 402,
            Self::Forbidden => 403,
            Self::ResourceNotFound => 404,
            Self::Conflict | Self::Fenced => 409,
            Self::PayloadTooLarge => 413,
            Self::LimitExceeded | Self::RateLimitExceeded => 429,
            Self::ExecutionTimeout | Self::ExecutionFailed => 200,
            Self::Unavailable => 503,
            Self::Internal => 500,
        }
    }

    /// The exit code of a CLI command that ends with this code.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Self::ValidationError | Self::PayloadTooLarge => exit::USAGE,
            Self::Unauthenticated | Self::Forbidden => exit::AUTH,
            Self::ResourceNotFound => exit::NOT_FOUND,
            Self::Conflict | Self::Fenced => exit::CONFLICT,
            Self::InsufficientCredits | Self::LimitExceeded | Self::RateLimitExceeded => {
                exit::LIMIT
            }
            Self::ExecutionTimeout => exit::JOB_TIMED_OUT,
            Self::ExecutionFailed => exit::JOB_LOST,
            Self::Unavailable => exit::UNAVAILABLE,
            Self::Internal => exit::INTERNAL,
        }
    }

    /// The code as it stands in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ValidationError => "VALIDATION_ERROR",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::ResourceNotFound => "RESOURCE_NOT_FOUND",
            Self::Conflict => "CONFLICT",
            Self::InsufficientCredits => "INSUFFICIENT_CREDITS",
            Self::LimitExceeded => "LIMIT_EXCEEDED",
            Self::RateLimitExceeded => "RATE_LIMIT_EXCEEDED",
            Self::PayloadTooLarge => "PAYLOAD_TOO_LARGE",
            Self::ExecutionTimeout => "EXECUTION_TIMEOUT",
            Self::ExecutionFailed => "EXECUTION_FAILED",
            Self::Fenced => "FENCED",
            Self::Unavailable => "UNAVAILABLE",
            Self::Internal => "INTERNAL",
        }
    }
}
