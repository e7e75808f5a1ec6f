//! What ends a command from outside, and how.

#[cfg(test)]
mod tests;

use std::time::Duration;

use rgrid_shared::job::Outcome;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use crate::engine::{EngineError, Exit, Sandbox, Signal};

/// After KILL the kernel needs a moment; an engine needs a longer one.
const DIES_WITHIN: Duration = Duration::from_secs(30);

/// The two orders that may come from outside.
#[derive(Debug, Clone)]
pub(super) struct Stops {
    /// Somebody cancelled the job.
    pub(super) cancel: CancellationToken,
    /// The attempt is no longer this node's.
    pub(super) fenced: CancellationToken,
}

/// Why a command is ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stop {
    /// Its time is over.
    TimedOut,
    /// Somebody cancelled it.
    Cancelled,
    /// It is no longer this node's.
    Fenced,
    /// Its files grew over the limit.
    DiskQuota,
    /// Its streams or its folder failed.
    Broken(String),
}

impl Stop {
    /// How long the command has between TERM and KILL.
    fn grace(&self) -> Option<Duration> {
        match self {
            Self::TimedOut => Some(Duration::from_secs(5)),
            Self::Cancelled => Some(Duration::from_secs(10)),
            Self::Fenced | Self::DiskQuota | Self::Broken(_) => None,
        }
    }

    /// What it makes of the attempt; nothing when there is nobody to tell.
    pub(super) fn outcome(self) -> Option<Outcome> {
        match self {
            Self::TimedOut => Some(Outcome::TimedOut),
            Self::Cancelled => Some(Outcome::Cancelled),
            Self::DiskQuota => Some(Outcome::DiskQuota),
            Self::Broken(message) => Some(Outcome::Internal { message }),
            Self::Fenced => None,
        }
    }
}

impl Stops {
    /// Waits for an order.
    pub(super) async fn ordered(&self) -> Stop {
        tokio::select! {
            biased;
            () = self.fenced.cancelled() => Stop::Fenced,
            () = self.cancel.cancelled() => Stop::Cancelled,
        }
    }
}

/// Ends the command; what it does in its grace still counts, until the grace is `forfeited`.
pub(super) async fn end(
    sandbox: &dyn Sandbox,
    stop: &Stop,
    forfeited: impl Future<Output = ()>,
) -> Result<Exit, EngineError> {
    if let Some(grace) = stop.grace() {
        sandbox.signal(Signal::Term).await?;
        tokio::select! {
            exit = timeout(grace, sandbox.wait()) => if let Ok(exit) = exit { return exit },
            () = forfeited => {}
        }
    }
    sandbox.signal(Signal::Kill).await?;
    match timeout(DIES_WITHIN, sandbox.wait()).await {
        Ok(exit) => exit,
        Err(_) => Err(EngineError::Failed("the sandbox does not die".into())),
    }
}
