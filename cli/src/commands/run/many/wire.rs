//! The items of a batch as they are sent.

use std::collections::BTreeMap;

use rgrid_shared::wire::submit::BatchItem;

use crate::{
    exit::Result,
    plan::{batch::Item, files::Files},
    send::Blobs,
};

/// What each item has of its own, hashed all together.
pub(super) fn items(items: &[Item], blobs: &mut Blobs) -> Result<Vec<BatchItem>> {
    let mut all = Files::default();
    for item in items {
        all.0.extend(
            item.files
                .0
                .iter()
                .map(|(path, file)| (path.clone(), file.clone())),
        );
    }
    let inputs = blobs.take(&all)?;
    let by_path: BTreeMap<_, _> = inputs.iter().map(|input| (&input.path, input)).collect();
    let wire = |item: &Item| BatchItem {
        name: item.name.clone(),
        args: item.args.clone(),
        inputs: item
            .files
            .0
            .keys()
            .filter_map(|path| by_path.get(path).map(|&input| input.clone()))
            .collect(),
    };
    Ok(items.iter().map(wire).collect())
}
