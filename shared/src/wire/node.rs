//! The conversation of a runner and the control plane over one WebSocket
//! (`docs/ARCHITECTURE.md`; `docs/decisions/0002-credit-for-assignments.md`).
//!
//! Text frames carry these messages as JSON, binary frames carry [`super::logs::LogFrame`]s from the
//! runner. Flow is by credit: the runner says how many assignments it is willing to have received in
//! all on this connection, the control plane never sends more.

mod from;
mod to;

pub use from::{AboutPackages, Condition, Finished, FromNode, Hello, RanIn, Usage};
pub use to::{Assignment, DependencyFiles, KnownPackages, Source, ToNode};

/// The version of this conversation; another one is refused with a sentence.
pub const PROTOCOL: u32 = 2;
