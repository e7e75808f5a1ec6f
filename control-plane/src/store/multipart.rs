//! Objects that come in parts: a file per verb.
//!
//! An upload is a folder with a file `upload` (what is to be stored) and a file per part, whose name says its
//! number, size and hash. Parts are on the disk before they are acknowledged, and survive a restart.

pub(super) mod complete;
pub(super) mod part;
pub(super) mod parts;
mod upload;
pub(super) mod uploads;

pub(super) use upload::{abort, create};
