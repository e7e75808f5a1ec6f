//! Batches: the files of a pattern, each item's arguments, and the folder of its outputs.
//!
//! Owns expansion, order and names. Each item gets the shared arguments with its file in them.

mod pattern;
#[cfg(test)]
mod tests;

use std::{collections::HashSet, path::Path};

use super::{Plan, files::Files, words};
use crate::{exit::Result, receipt};
pub use pattern::expand;

/// One item of a batch.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its file, as the user would type it.
    pub name: String,
    /// Its whole argument list, as it reads inside.
    pub args: Vec<String>,
    /// The files that only this item gets.
    pub files: Files,
    /// The name of its folder of outputs.
    pub folder: String,
}

/// The items of a batch: `{}` in the arguments is the file, else it comes last.
///
/// # Errors
/// When a file cannot be sent.
pub fn items(plan: &mut Plan, names: &[String]) -> Result<Vec<Item>> {
    let template = plan.args.clone();
    let mut folders = no_folders();
    names
        .iter()
        .map(|name| {
            let mut files = Files::default();
            let placed = words::place(name, &mut plan.places)?;
            files.add(&placed.remote, &placed.local)?;
            files.0.retain(|path, _| !plan.files.0.contains_key(path));
            let mut args: Vec<_> = template
                .iter()
                .map(|word| word.replace("{}", &placed.word))
                .collect();
            if !template.iter().any(|word| word.contains("{}")) {
                args.push(placed.word);
            }
            let folder = own_folder(name, &mut folders);
            Ok(Item {
                name: name.clone(),
                args,
                files,
                folder,
            })
        })
        .collect()
}

/// The names of folders that are taken before the first item: the receipt's.
#[must_use]
pub fn no_folders() -> HashSet<String> {
    HashSet::from([receipt::NAME.to_owned()])
}

/// The file's name without its extension; the same stem again gets `_1`, `_2`, ….
#[must_use]
#[expect(
    clippy::implicit_hasher,
    reason = "the names of one batch, in one kind of set"
)]
pub fn own_folder(name: &str, taken: &mut HashSet<String>) -> String {
    let stem = Path::new(name)
        .file_stem()
        .map_or_else(|| "item".into(), |stem| stem.to_string_lossy().into_owned());
    let mut folder = stem.clone();
    let mut number = 0_u32;
    while !taken.insert(folder.to_lowercase()) {
        number = number.saturating_add(1);
        folder = format!("{stem}_{number}");
    }
    folder
}
