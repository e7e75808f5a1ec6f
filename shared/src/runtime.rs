//! Runtimes: named environments, as data.
//!
//! Owns the built-in catalogue, how other catalogues are read and put before it, and how a script finds its runtime.
//! Does not pull images.

mod catalogue;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

pub use catalogue::Catalogue;

use crate::spec::JobSpec;

/// One environment: an image and how to start a script in it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Runtime {
    /// The name people type.
    pub name: String,
    /// The container image.
    pub image: String,
    /// File extensions, without the dot, of scripts that it starts.
    #[serde(default)]
    pub extensions: Vec<String>,
    /// Names after `#!` of scripts that it starts.
    #[serde(default)]
    pub interpreters: Vec<String>,
    /// The words before the script's name.
    #[serde(default)]
    pub start: Vec<String>,
    /// Environment that every job of this runtime gets.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
}

static BUILT_IN: LazyLock<Catalogue> = LazyLock::new(|| {
    let read = catalogue::read(include_str!("runtime/runtimes.toml"));
    Catalogue::plain(read.unwrap_or_default())
});

/// The built-in catalogue.
#[must_use]
pub fn built_in() -> &'static Catalogue {
    &BUILT_IN
}

/// All built-in runtimes, in the order of the catalogue.
#[must_use]
pub fn catalogue() -> &'static [Runtime] {
    built_in().all()
}

/// The built-in runtime called `name`.
#[must_use]
pub fn find(name: &str) -> Option<&'static Runtime> {
    built_in().find(name)
}

/// The image behind what the user named: a built-in runtime, or an image reference with a tag, digest or folder.
#[must_use]
pub fn image_of(name: &str) -> Option<&str> {
    built_in().image_of(name)
}

/// Gives the job the variables of its runtime, where it has none of that name.
pub fn add_env(spec: &mut JobSpec) {
    let of_runtime = find(&spec.runtime).map(|runtime| &runtime.env);
    for (name, value) in of_runtime.into_iter().flatten() {
        if !spec.secrets.contains_key(name) {
            spec.env
                .entry(name.clone())
                .or_insert_with(|| value.clone());
        }
    }
}

/// Whether `text` has the form of an image reference (`name[:tag][@digest]`, with an optional host).
///
/// Follows the grammar of the OCI distribution reference; anything else is refused, so that no
/// reference can smuggle words into a command or a file.
#[must_use]
pub fn is_image_reference(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-/:@".contains(&byte);
    let first_is_plain = text
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_alphanumeric());
    let name = text.split(['@', ':']).next().unwrap_or_default();
    text.len() <= 512
        && first_is_plain
        && text.bytes().all(allowed)
        && !text.contains("//")
        && !name.is_empty()
        && text
            .bytes()
            .last()
            .is_some_and(|byte| byte.is_ascii_alphanumeric())
}
