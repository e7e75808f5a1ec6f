//! Key: what makes a set of packages the one that it is.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use rgrid_shared::{
    digest::{Digest, Hasher},
    id::AccountId,
    spec::Dependencies,
};

use super::recipe::script;

/// Account, image, installer and what the files say; of the image not the name but what it means here.
///
/// The way of installing counts too, with the version of the installer in it: it is the recipe's, or the image's own.
pub(crate) fn key(account: AccountId, image: &str, said: &Dependencies) -> Digest {
    let recipe = Digest::of(script(said.installer).as_bytes());
    let files: BTreeMap<_, _> = said
        .files
        .iter()
        .map(|file| (file.path.as_str(), file.digest.to_string()))
        .collect();
    let words = [
        "rgrid packages 1".to_owned(),
        account.to_string(),
        // Engines name the same image with and without the kind of its digest.
        image.strip_prefix("sha256:").unwrap_or(image).to_owned(),
        said.installer.as_str().to_owned(),
        recipe.to_string(),
    ];
    let files = files
        .into_iter()
        .flat_map(|(path, digest)| [path.to_owned(), digest]);
    let mut hasher = Hasher::default();
    for word in words.into_iter().chain(files) {
        // With its length, or two words might read as two others.
        hasher.update(&(word.len() as u64).to_le_bytes());
        hasher.update(word.as_bytes());
    }
    hasher.finish().0
}
