//! `requirements.txt` as `pip` reads it, with the files it names, as one list that needs no other.

#[cfg(test)]
mod tests;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use super::{no_file, read as text_of};
use crate::exit::{Failure, Result, quote};

/// What is installed, and what limits the versions of it.
#[derive(Default)]
struct Lists {
    requirements: Vec<String>,
    constraints: Vec<String>,
    seen: BTreeSet<PathBuf>,
}

/// Reads a list and all it includes: comments and empty lines do not count, a line is never there twice.
pub(super) fn read(file: &Path) -> Result<(String, String)> {
    let mut lists = Lists::default();
    lists.add(file, false)?;
    Ok((joined(lists.requirements), joined(lists.constraints)))
}

fn joined(lines: Vec<String>) -> String {
    let mut seen = BTreeSet::new();
    let lines = lines.into_iter().filter(|line| seen.insert(line.clone()));
    let mut lines: Vec<_> = lines.collect();
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.join("\n")
}

impl Lists {
    fn add(&mut self, file: &Path, limits: bool) -> Result<()> {
        let real = file.canonicalize().unwrap_or_else(|_| file.to_owned());
        if !self.seen.insert(real) {
            return Ok(());
        }
        let text = text_of(file)?.ok_or_else(|| no_file(file))?;
        for line in logical_lines(&text) {
            let folder = file.parent().unwrap_or(Path::new(""));
            if let Some(other) = option(&line, "-r", "--requirement") {
                self.include(&folder.join(other), other, limits)?;
            } else if let Some(other) = option(&line, "-c", "--constraint") {
                self.include(&folder.join(other), other, true)?;
            } else if is_local(&line, folder) {
                return Err(local(file, &line));
            } else if limits {
                self.constraints.push(line);
            } else {
                self.requirements.push(line);
            }
        }
        Ok(())
    }

    fn include(&mut self, file: &Path, said: &str, limits: bool) -> Result<()> {
        if said.contains("://") {
            return Err(
                Failure::usage(format!("{said} would have to be fetched first"))
                    .hint("download it, and name the file"),
            );
        }
        self.add(file, limits)
    }
}

/// Lines without comments, each with those that a backslash joins to it.
fn logical_lines(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut open = String::new();
    for line in text.trim_start_matches('\u{feff}').lines() {
        let line = without_comment(line).trim();
        if let Some(part) = line.strip_suffix('\\') {
            open.push_str(part.trim());
            open.push(' ');
            continue;
        }
        open.push_str(line);
        lines.push(std::mem::take(&mut open));
    }
    lines.push(open);
    lines.retain(|line| !line.trim().is_empty());
    let words = |line: &String| line.split_whitespace().collect::<Vec<_>>().join(" ");
    lines.iter().map(words).collect()
}

/// A `#` begins a comment at the start of a line or after a space; in a URL it does not.
fn without_comment(line: &str) -> &str {
    if line.trim_start().starts_with('#') {
        return "";
    }
    let cut = line.find(" #").or_else(|| line.find("\t#"));
    cut.and_then(|at| line.get(..at)).unwrap_or(line)
}

/// The value of an option: `-r FILE`, `-rFILE`, `--requirement FILE` or `--requirement=FILE`.
fn option<'a>(line: &'a str, short: &str, long: &str) -> Option<&'a str> {
    let value = match line.strip_prefix(long) {
        Some(rest) => rest.strip_prefix(['=', ' '])?,
        None => line
            .strip_prefix(short)
            .filter(|_| !line.starts_with("--"))?,
    };
    Some(value.trim().trim_matches(['"', '\'']))
}

/// Whether a line installs from this machine, where the node is not.
fn is_local(line: &str, folder: &Path) -> bool {
    let editable = option(line, "-e", "--editable");
    let linked = option(line, "-f", "--find-links").filter(|place| !place.contains("://"));
    let what = line.split_once(" @ ").map_or(line, |(_, what)| what);
    let path = what.split([';', '[', ' ']).next().unwrap_or_default();
    let is_path = path.starts_with(['.', '/', '~'])
        || path.starts_with("file:")
        || (path.contains('/') && !path.contains("://") && folder.join(path).exists())
        || Path::new(path).extension().is_some_and(|end| end == "whl") && !path.contains("://");
    editable.is_some_and(|what| !what.contains("://")) || linked.is_some() || is_path
}

fn local(file: &Path, line: &str) -> Failure {
    Failure::usage(format!(
        "{} installs from this machine, which the node cannot reach: {}",
        quote(file),
        line.escape_debug()
    ))
    .hint("modules beside the script are sent by themselves: leave the line out")
    .hint("rgrid run --no-dependencies … installs nothing")
}
