//! Runtimes: named environments, as data.
//!
//! Owns the built-in catalogue and how a script finds its runtime. Does not pull images.

#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

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

#[derive(Deserialize)]
struct File {
    runtime: Vec<Runtime>,
}

static CATALOGUE: LazyLock<Vec<Runtime>> = LazyLock::new(|| {
    toml::from_str::<File>(include_str!("runtime/runtimes.toml"))
        .map(|file| file.runtime)
        .unwrap_or_default()
});

/// All built-in runtimes, in the order of the catalogue.
#[must_use]
pub fn catalogue() -> &'static [Runtime] {
    &CATALOGUE
}

/// The runtime called `name`.
#[must_use]
pub fn find(name: &str) -> Option<&'static Runtime> {
    catalogue().iter().find(|runtime| runtime.name == name)
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

/// The runtime of a script: from the interpreter after `#!`, else from the file's extension.
#[must_use]
pub fn detect(file_name: &str, first_line: &str) -> Option<&'static Runtime> {
    let by_shebang = interpreter(first_line).and_then(|word| {
        catalogue()
            .iter()
            .find(|runtime| runtime.interpreters.contains(&word))
    });
    by_shebang.or_else(|| {
        let (_, extension) = file_name.rsplit_once('.')?;
        catalogue().iter().find(|runtime| {
            runtime
                .extensions
                .iter()
                .any(|known| known.eq_ignore_ascii_case(extension))
        })
    })
}

/// The interpreter named by a `#!` line, without folder, `env` and version: `python`, `node`, `bash`.
fn interpreter(first_line: &str) -> Option<String> {
    let mut words = first_line.strip_prefix("#!")?.split_whitespace();
    let mut word = words.next()?.rsplit('/').next()?;
    if word == "env" {
        word = words.find(|word| !word.starts_with('-') && !word.contains('='))?;
        word = word.rsplit('/').next()?;
    }
    Some(word.to_owned())
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

/// The image behind what the user named: a runtime of the catalogue, or an image reference with a
/// tag, digest or folder.
#[must_use]
pub fn image_of(name: &str) -> Option<&str> {
    match find(name) {
        Some(runtime) => Some(&runtime.image),
        None => (name.contains([':', '/', '@']) && is_image_reference(name)).then_some(name),
    }
}
