//! Catalogue: runtimes in an order, and which of them is meant.

use serde::Deserialize;

use super::{Runtime, built_in, is_image_reference};

/// Runtimes in an order: the first that fits is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue(Vec<Runtime>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    runtime: Vec<Runtime>,
}

/// The runtimes of a file.
pub(super) fn read(text: &str) -> Result<Vec<Runtime>, String> {
    let file: File = toml::from_str(text).map_err(|error| error.message().to_owned())?;
    for runtime in &file.runtime {
        let name = runtime.name.escape_debug();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
        if runtime.name.is_empty() || !runtime.name.bytes().all(plain) {
            return Err(format!(
                "`{name}` is no name: letters, digits, `.`, `-` and `_`"
            ));
        }
        if !is_image_reference(&runtime.image) {
            let image = runtime.image.escape_debug();
            return Err(format!("`{image}`, the image of `{name}`, is none"));
        }
        if runtime.start.is_empty() {
            return Err(format!(
                "`{name}` does not say what starts a script: start = [\"…\"]"
            ));
        }
    }
    Ok(file.runtime)
}

impl Catalogue {
    /// These alone.
    pub(super) fn plain(runtimes: Vec<Runtime>) -> Self {
        Self(runtimes)
    }

    /// The runtimes of these texts, the strongest first, before the built-in ones; one name is in it once.
    ///
    /// # Errors
    /// The number of the text that is wrong, and why.
    pub fn before_built_in<'a>(
        texts: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, (usize, String)> {
        let mut all: Vec<Runtime> = Vec::new();
        for (number, text) in texts.into_iter().enumerate() {
            all.extend(read(text).map_err(|why| (number, why))?);
        }
        all.extend(built_in().0.iter().cloned());
        let mut seen = std::collections::BTreeSet::new();
        all.retain(|runtime| seen.insert(runtime.name.clone()));
        Ok(Self(all))
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Runtime] {
        &self.0
    }

    /// The one called `name`.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Runtime> {
        self.0.iter().find(|runtime| runtime.name == name)
    }

    /// The runtime of a script: from the interpreter after `#!`, else from the file's extension.
    #[must_use]
    pub fn detect(&self, file_name: &str, first_line: &str) -> Option<&Runtime> {
        let by_shebang = interpreter(first_line).and_then(|word| {
            self.0
                .iter()
                .find(|runtime| runtime.interpreters.contains(&word))
        });
        by_shebang.or_else(|| {
            let (_, extension) = file_name.rsplit_once('.')?;
            let fits = |known: &String| known.eq_ignore_ascii_case(extension);
            self.0
                .iter()
                .find(|runtime| runtime.extensions.iter().any(fits))
        })
    }

    /// The image behind what the user named: a runtime, or an image reference with a tag, digest or folder.
    #[must_use]
    pub fn image_of<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        match self.find(name) {
            Some(runtime) => Some(&runtime.image),
            None => (name.contains([':', '/', '@']) && is_image_reference(name)).then_some(name),
        }
    }
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
