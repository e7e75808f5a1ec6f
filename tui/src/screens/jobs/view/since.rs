//! Since: of which time jobs are shown.

use chrono::{DateTime, TimeDelta, Utc};

/// Since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Since {
    /// Ever.
    #[default]
    Ever,
    /// The last hour.
    Hour,
    /// The last day.
    Day,
    /// The last week.
    Week,
    /// The last thirty days.
    Month,
}

impl Since {
    /// The next one, round and round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Ever => Self::Hour,
            Self::Hour => Self::Day,
            Self::Day => Self::Week,
            Self::Week => Self::Month,
            Self::Month => Self::Ever,
        }
    }

    /// As `--since` takes it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ever => "",
            Self::Hour => "1h",
            Self::Day => "1d",
            Self::Week => "7d",
            Self::Month => "30d",
        }
    }

    /// The earliest moment that counts.
    #[must_use]
    pub fn earliest(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let hours = match self {
            Self::Ever => return None,
            Self::Hour => 1,
            Self::Day => 24,
            Self::Week => 168,
            Self::Month => 720,
        };
        Some(now - TimeDelta::hours(hours))
    }
}
