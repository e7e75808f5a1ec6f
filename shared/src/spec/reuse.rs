//! Reuse: whether a job may have the result of an identical one, and be that one for later jobs.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What becomes of the results of identical jobs. Without a word of it a result is neither taken nor kept for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reuse {
    /// It runs; a later identical job may have its result.
    Keep,
    /// It has the result of an identical job that succeeded; where there is none, it runs and its own is kept.
    Take,
}
