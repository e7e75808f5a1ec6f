//! Plan: what a `rgrid run` line means: runtime, command, arguments, and the files that go along.
//!
//! Owns the decisions, made before anything is sent. Reads names and import statements; hashes and
//! sends nothing.

pub mod batch;
pub mod dependencies;
pub mod files;
mod node;
mod place;
mod program;
mod python;
mod start;
#[cfg(test)]
mod tests;
mod walk;
mod words;

use std::path::Path;

use crate::exit::{Failure, Result};
use dependencies::{Asked, Dependencies};
use files::Files;
pub use place::Places;

/// What the user typed.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// The script or program.
    pub program: String,
    /// Whether it is a plain command, given after `--`.
    pub plain: bool,
    /// The words after it.
    pub args: Vec<String>,
    /// `--runtime` or `--image`.
    pub runtime: Option<String>,
    /// `--input`, as typed.
    pub inputs: Vec<String>,
    /// `--requirements` or `--no-dependencies`.
    pub dependencies: Asked,
}

/// What it means.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The runtime's name, or an image.
    pub runtime: String,
    /// The program and its first words.
    pub command: Vec<String>,
    /// The arguments as they read inside.
    pub args: Vec<String>,
    /// What is sent.
    pub files: Files,
    /// What is installed before it starts.
    pub dependencies: Option<Dependencies>,
    /// Where paths from outside stand.
    pub places: Places,
}

/// Makes the plan of `line` in `cwd`.
///
/// # Errors
/// When the script is missing or nothing runs it, or a file cannot be sent.
pub fn make(line: &Line, cwd: &Path) -> Result<Plan> {
    let real = cwd
        .canonicalize()
        .map_err(|error| Failure::file("use", cwd, &error))?;
    let (mut places, mut files) = (Places::new(real), Files::default());
    let (start, command) = if line.plain {
        program::plain(line, &mut places, &mut files)?
    } else {
        program::script(line, &mut places, &mut files)?
    };
    let mut args = Vec::with_capacity(line.args.len());
    for word in &line.args {
        args.push(words::argument(word, &mut places, &mut files)?);
    }
    if line.plain {
        program::script_among(&line.args, start.language, &mut places, &mut files)?;
    }
    for input in &line.inputs {
        extra(input, &mut places, &mut files)?;
    }
    let dependencies = program::dependencies(line, &start, places.cwd())?;
    Ok(Plan {
        runtime: start.runtime,
        command,
        args,
        files,
        dependencies,
        places,
    })
}

/// One `--input`: a file or folder, with another name after a colon when the whole is no name here.
fn extra(input: &str, places: &mut Places, files: &mut Files) -> Result<()> {
    let exists = |path: &str| places.cwd().join(path).symlink_metadata().is_ok();
    let (local, name) = match input.rsplit_once(':') {
        Some((local, name)) if !exists(input) => (local, Some(name)),
        _ => (input, None),
    };
    let path = places.cwd().join(local);
    let meta = path.metadata().map_err(|error| {
        let failure = Failure::file("send", Path::new(local), &error);
        // A name that is not there is a slip, not a fault of the machine.
        if error.kind() == std::io::ErrorKind::NotFound {
            return Failure::usage(failure.message);
        }
        failure
    })?;
    let remote = match name {
        Some(name) => name.trim_end_matches('/').to_owned(),
        None => words::place(local, places)?.remote,
    };
    if meta.is_dir() {
        walk::add_folder(files, &remote, &path)
    } else {
        files.add(&remote, &path)
    }
}
