//! Patience: how long a server that does not answer is asked again.

use std::time::Duration;

/// How long to go on without an answer.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// How long no answer is nothing to speak of: one that restarts, or is busy, may be back by then.
    pub worry: Duration,
    /// Between two tries.
    pub pause: Duration,
    /// In all, since the last answer.
    pub total: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            worry: Duration::from_secs(5),
            pause: Duration::from_millis(250),
            total: Duration::from_mins(5),
        }
    }
}
