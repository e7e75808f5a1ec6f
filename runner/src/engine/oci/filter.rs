//! The filter of system calls as the kernel takes it: made by the runtime for the first sandbox, given to it for all others.
//!
//! Making it of the profile takes a runtime without a cache of its own more time than all the rest of a sandbox. The
//! profile goes along all the same: whoever does not know what a filter is makes one of that.

#[cfg(test)]
mod tests;

use std::{path::Path, sync::OnceLock};

use rgrid_shared::wire::blobs::Base64Bytes;
use serde_json::{Value, json};

/// Where `crun` keeps the filter of a sandbox, among its notes.
const KEPT: &str = "seccomp.bpf";
/// How `crun` is given one.
const GIVEN: &str = "run.oci.seccomp_bpf_data";

/// The filter, once there is one.
#[derive(Debug, Default)]
pub(super) struct Filter(OnceLock<Base64Bytes>);

impl Filter {
    /// Keeps the one that the runtime made for a sandbox that stands, if these notes have it.
    pub(super) fn keep(&self, notes: &Path) {
        if let Ok(filter) = std::fs::read(notes.join(KEPT)) {
            self.0.get_or_init(|| Base64Bytes(filter.into()));
        }
    }

    /// What the runtime is told beside the profile.
    pub(super) fn annotations(&self) -> Value {
        let filter = self.0.get();
        filter.map_or_else(|| json!({}), |filter| json!({GIVEN: filter}))
    }
}
