//! Runtimes as this machine knows them: the project's own, the user's, the installation's, and then the built-in ones.
//!
//! Owns which files are read. A server knows the built-in ones alone, so what is sent of another is its image.

use std::{path::PathBuf, sync::LazyLock};

use rgrid_shared::{
    runtime::{Catalogue, Runtime, built_in},
    spec::JobSpec,
};

use crate::{
    config,
    exit::{Failure, Result, quote},
    profile,
};

/// The name of a file of runtimes, beside the settings.
const FILE: &str = "runtimes.toml";
/// The file of an installation.
const INSTALLATION: &str = "/etc/rgrid/runtimes.toml";

static KNOWN: LazyLock<Result<Catalogue>> = LazyLock::new(load);

fn load() -> Result<Catalogue> {
    let mut read = Vec::new();
    for path in files() {
        match std::fs::read_to_string(&path) {
            Ok(text) => read.push((path, text)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(Failure::file("read", &path, &error)),
        }
    }
    let texts = read.iter().map(|(_, text)| text.as_str());
    Catalogue::before_built_in(texts).map_err(|(number, why)| {
        let path = read.get(number).map(|(path, _)| quote(path));
        Failure::usage(format!("{}: {why}", path.unwrap_or_default()))
            .hint("docs/RUNTIMES.md says what an entry has")
    })
}

/// Those that may be there, the strongest first.
fn files() -> Vec<PathBuf> {
    let project = config::project_file(FILE);
    let user = profile::home().ok().map(|home| home.join(FILE));
    let all = [project, user, Some(INSTALLATION.into())];
    all.into_iter().flatten().collect()
}

/// Whether the files can be used.
///
/// # Errors
/// The one that cannot, and why.
pub fn usable() -> Result<()> {
    KNOWN.as_ref().map(drop).map_err(Clone::clone)
}

/// All of them; the built-in ones alone where a file cannot be used, which is told elsewhere.
#[must_use]
pub fn known() -> &'static Catalogue {
    KNOWN.as_ref().unwrap_or_else(|_| built_in())
}

/// The same in the words of any server: a runtime that is not built in goes as its image, with its variables.
#[must_use]
pub fn translated(mut spec: JobSpec) -> JobSpec {
    let own = known().find(&spec.runtime);
    let Some(own) = own.filter(|own| !is_built_in(own)) else {
        return spec;
    };
    for (name, value) in &own.env {
        if !spec.secrets.contains_key(name) {
            spec.env
                .entry(name.clone())
                .or_insert_with(|| value.clone());
        }
    }
    spec.runtime.clone_from(&own.image);
    spec
}

/// Whether every server has it just so.
#[must_use]
pub fn is_built_in(runtime: &Runtime) -> bool {
    built_in().find(&runtime.name) == Some(runtime)
}
