//! Program: what is started, and the local modules that come with it.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{
    Line, Places,
    dependencies::{self, Dependencies},
    files,
    files::Files,
    node, python,
    start::{self, Language, Start},
    words,
};
use crate::exit::{Failure, Result, quote};

/// A script, with its runtime.
pub(super) fn script(
    line: &Line,
    places: &mut Places,
    files: &mut Files,
) -> Result<(Start, Vec<String>)> {
    let local = places.cwd().join(&line.program);
    let shown = quote(Path::new(&line.program));
    let head = match head(&local) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(start::no_script(&line.program, &local));
        }
        Err(error) if local.is_dir() => {
            drop(error);
            return Err(Failure::usage(format!("{shown} is a folder, not a script")));
        }
        Err(error) => return Err(Failure::file("read", Path::new(&line.program), &error)),
        Ok(head) => head,
    };
    let start = start::of_script(&line.program, &head, line.runtime.as_deref())?;
    let stands = words::place(&line.program, places)?;
    files.add(&stands.remote, &stands.local)?;
    modules(&stands.local, &stands.remote, start.language, places, files)?;
    let mut command = start.words.clone();
    // A program is found by its path only when there is a slash in it.
    let alone = command.is_empty() && !stands.word.contains('/');
    command.push(if alone {
        format!("./{}", stands.word)
    } else {
        stands.word
    });
    Ok((start, command))
}

/// A plain command, with its runtime.
pub(super) fn plain(
    line: &Line,
    places: &mut Places,
    files: &mut Files,
) -> Result<(Start, Vec<String>)> {
    let start = start::of_command(&line.program, line.runtime.as_deref())?;
    let mut program = line.program.clone();
    if program.contains('/') {
        program = words::argument(&program, places, files)?;
    }
    Ok((start, vec![program]))
}

/// The first argument of a plain command that is a script of its language has modules too.
pub(super) fn script_among(
    args: &[String],
    language: Language,
    places: &mut Places,
    files: &mut Files,
) -> Result<()> {
    let ends: &[&str] = match language {
        Language::Python => &[".py"],
        Language::Node => &[".js", ".mjs", ".cjs"],
        Language::Other => return Ok(()),
    };
    let is_script = |word: &&String| {
        ends.iter().any(|end| word.ends_with(end)) && places.cwd().join(word).is_file()
    };
    let Some(word) = args.iter().find(is_script) else {
        return Ok(());
    };
    let stands = words::place(word, places)?;
    modules(&stands.local, &stands.remote, language, places, files)
}

/// What the script, or the command in this folder, needs installed.
pub(super) fn dependencies(line: &Line, start: &Start, cwd: &Path) -> Result<Option<Dependencies>> {
    if line.plain {
        let language = start::of_runtime(start);
        return dependencies::find(cwd, language, &line.dependencies);
    }
    let script = cwd.join(&line.program);
    dependencies::find(&script, start.language, &line.dependencies)
}

/// Adds the local modules of a script beside it.
fn modules(
    script: &Path,
    remote: &str,
    language: Language,
    places: &mut Places,
    files: &mut Files,
) -> Result<()> {
    let fail = |error: io::Error| Failure::file("read", script, &error);
    let real = script.canonicalize().map_err(fail)?;
    let folder = real.parent().unwrap_or(Path::new("/"));
    let found: Vec<PathBuf> = match language {
        Language::Other => return Ok(()),
        Language::Python => {
            let text = fs::read(&real).map_err(fail)?;
            python::modules(folder, &text)
                .map_err(fail)?
                .into_iter()
                .map(|path| folder.join(path))
                .collect()
        }
        Language::Node => node::modules(&real).map_err(fail)?.into_iter().collect(),
    };
    let beside = remote.rsplit_once('/').map_or("", |(folder, _)| folder);
    for path in found {
        let remote = match path.strip_prefix(folder) {
            Ok(below) if beside.is_empty() => files::text(below)?.to_owned(),
            Ok(below) => format!("{beside}/{}", files::text(below)?),
            Err(_) => match places.remote(&path) {
                Some(remote) => remote,
                None => continue,
            },
        };
        files.add(&remote, &path)?;
    }
    Ok(())
}

/// The first bytes of a file.
fn head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    fs::File::open(path)?.take(4096).read_to_end(&mut head)?;
    Ok(head)
}
