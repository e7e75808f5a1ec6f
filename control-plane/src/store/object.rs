//! Whole objects: a file per verb.

pub(super) mod delete;
pub(super) mod get;
pub(super) mod put;
