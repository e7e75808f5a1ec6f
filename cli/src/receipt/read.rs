//! Reading a receipt, and whether what it says came home is still here.

#[cfg(test)]
mod tests;

use std::{collections::HashMap, fs, path::Path};

use rgrid_shared::id::JobId;

use super::{Item, Manifest, NAME, SCHEMA};
use crate::home;

/// The items of the receipt in `folder` by their jobs; none when there is no receipt that can be read.
#[must_use]
pub fn items(folder: &Path) -> HashMap<JobId, Item> {
    let text = fs::read(folder.join(NAME)).unwrap_or_default();
    let manifest = serde_json::from_slice::<Manifest>(&text).ok();
    let items = manifest
        .filter(|manifest| manifest.schema == SCHEMA)
        .map(|manifest| manifest.items);
    let items = items.into_iter().flatten();
    items.map(|item| (item.job, item)).collect()
}

impl Item {
    /// Whether all its outputs came to `folder` and are there, byte for byte.
    #[must_use]
    pub fn is_in(&self, folder: &Path) -> bool {
        let here = |output: &super::Output| {
            home::is_same(&folder.join(&output.path), output.size, output.sha256)
        };
        self.fetched && self.outputs.iter().all(here)
    }
}
