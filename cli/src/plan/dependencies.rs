//! Dependencies: what a script needs installed, as the files beside it say, and why.
//!
//! Reads those files. The first that says something decides; a flag decides before all of them.

mod beside;
mod block;
mod project;
mod requirements;
#[cfg(test)]
mod tests;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use bytes::Bytes;
use rgrid_shared::spec::Installer;

use super::start::Language;
use crate::exit::{Failure, Result, quote};

/// What the user said of dependencies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Asked {
    /// Nothing: what is beside the script decides.
    #[default]
    Detect,
    /// There are none.
    None,
    /// This file has them.
    File(PathBuf),
}

/// What is installed before the script starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependencies {
    /// Who installs.
    pub installer: Installer,
    /// The files that the installer reads, by their names there.
    pub files: Vec<(&'static str, Bytes)>,
    /// Which file said so.
    pub because: String,
}

impl Dependencies {
    /// Python packages, one in a line as `requirements.txt` has them; nothing when there are none.
    fn packages(requirements: String, constraints: String, because: &str) -> Option<Self> {
        let mut files = vec![("requirements.txt", Bytes::from(requirements))];
        if !constraints.is_empty() {
            files.push(("constraints.txt", constraints.into()));
        }
        let any = files.first().is_some_and(|(_, text)| !text.is_empty());
        any.then(|| Self {
            installer: Installer::Uv,
            files,
            because: because.to_owned(),
        })
    }

    /// What of it a person recognises: the names of the packages, as far as they are few.
    #[must_use]
    pub fn shown(&self) -> String {
        let lines = self
            .files
            .iter()
            .filter(|_| self.installer == Installer::Uv)
            .take(1);
        let text: String = lines
            .map(|(_, text)| String::from_utf8_lossy(text))
            .collect();
        let names: Vec<_> = text.lines().filter(|line| !line.starts_with('-')).collect();
        match names.split_at_checked(4) {
            _ if names.is_empty() => String::new(),
            Some((first, rest)) if !rest.is_empty() => {
                format!(": {} and {} more", first.join(", "), rest.len())
            }
            _ => format!(": {}", names.join(", ")),
        }
    }
}

/// What a script in this language needs; `beside` is the script, or a folder for a command.
///
/// # Errors
/// When a file that says so cannot be read, or asks for what cannot be had elsewhere.
pub(super) fn find(
    beside: &Path,
    language: Language,
    asked: &Asked,
) -> Result<Option<Dependencies>> {
    match (asked, language) {
        (Asked::None, _) | (Asked::Detect, Language::Other) => Ok(None),
        (Asked::File(file), _) => of_file(file).map(Some),
        (Asked::Detect, Language::Python) => beside::of_python(beside),
        (Asked::Detect, Language::Node) => beside::of_node(beside),
    }
}

/// `--requirements FILE`.
fn of_file(file: &Path) -> Result<Dependencies> {
    let because = format!("--requirements {}", quote(file));
    let found = if file.extension().is_some_and(|end| end == "toml") {
        let text = read(file)?.ok_or_else(|| no_file(file))?;
        let said = project::dependencies(&text).map_err(|why| unreadable(file, &why))?;
        Dependencies::packages(said.unwrap_or_default(), String::new(), &because)
    } else {
        read(file)?.ok_or_else(|| no_file(file))?;
        let (said, constraints) = requirements::read(file)?;
        Dependencies::packages(said, constraints, &because)
    };
    found.ok_or_else(|| {
        Failure::usage(format!("{} names no packages", quote(file)))
            .hint("rgrid run --no-dependencies … installs nothing")
    })
}

/// The text of a file; nothing when it is not there.
fn read(path: &Path) -> Result<Option<String>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::file("read", path, &error)),
    }
}

fn no_file(path: &Path) -> Failure {
    Failure::usage(format!("there is no file {} here", quote(path)))
}

fn unreadable(path: &Path, why: &str) -> Failure {
    Failure::usage(format!("{} cannot be understood: {why}", quote(path)))
        .hint("rgrid run --no-dependencies … installs nothing")
}
