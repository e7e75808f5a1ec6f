//! Why a conversation ended, and what the node is told about it.

use std::{borrow::Cow, sync::Arc};

use axum::extract::ws::close_code;

use crate::together::Failure;

/// Why a conversation ended.
#[derive(Debug, thiserror::Error)]
pub(super) enum End {
    /// The node closed the socket, or it broke.
    #[error("the socket is closed")]
    Gone,
    /// The node said nothing, or took nothing, for too long.
    #[error("the node fell silent")]
    Silent,
    /// The node said what no node of this protocol says.
    #[error("{0}")]
    Refused(Cow<'static, str>),
    /// The database does not do its part.
    #[error("the database failed: {0}")]
    Database(Failure),
    /// This process ends.
    #[error("the control plane is stopping")]
    Stopping,
}

impl From<sqlx::Error> for End {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(Arc::new(error))
    }
}

impl From<Failure> for End {
    fn from(error: Failure) -> Self {
        Self::Database(error)
    }
}

impl End {
    /// The close code and the sentence that the node gets; nothing of our insides.
    pub(super) fn told(&self) -> (u16, Cow<'static, str>) {
        match self {
            Self::Gone => (close_code::NORMAL, "".into()),
            Self::Silent => (close_code::AWAY, "the node fell silent".into()),
            Self::Refused(why) => (close_code::POLICY, why.clone()),
            Self::Database(_) => (
                close_code::AGAIN,
                "the database of the control plane does not answer now; connect again".into(),
            ),
            Self::Stopping => (
                close_code::RESTART,
                "the control plane is restarting; connect again".into(),
            ),
        }
    }
}

/// A refusal with a sentence.
pub(super) fn refuse(why: impl Into<Cow<'static, str>>) -> End {
    End::Refused(why.into())
}
