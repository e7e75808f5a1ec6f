//! What a scripted runner plays: the words of a job's arguments, in place of a program.
//!
//! Everything that a job makes tells of the attempt that made it. The last word is the job's label and does
//! nothing.

use bytes::Bytes;
use rgrid_runner::engine::{EngineError, SandboxSpec, scripted::Step};
use rgrid_shared::{id::AttemptId, path::RelPath, wire::logs::Stream};

/// `size` bytes that only this attempt makes.
#[must_use]
pub fn pattern(attempt: AttemptId, size: usize) -> Vec<u8> {
    let lines = (0_u32..).flat_map(|line| format!("{attempt} {line:08}\n").into_bytes());
    lines.take(size).collect()
}

/// The job's label: its last word.
#[must_use]
pub fn label(spec: &SandboxSpec) -> &str {
    spec.command.last().map_or("", String::as_str)
}

/// The steps of a sandbox: `out=N`, `err=N` (print), `rest=FROM:TO` (print on), `file=PATH:N`, `sleep=MS`, `exit=N`,
/// and `first=hang`, which only the first attempt of a job heeds.
///
/// # Errors
/// A word with an argument that is none.
pub fn steps(spec: &SandboxSpec, is_first: bool) -> Result<Vec<Step>, EngineError> {
    let words = spec.command.iter().filter_map(|word| word.split_once('='));
    words
        .filter(|(name, _)| is_first || *name != "first")
        .filter_map(|(name, value)| step(spec.attempt, name, value).transpose())
        .collect()
}

fn step(attempt: AttemptId, name: &str, value: &str) -> Result<Option<Step>, EngineError> {
    let bytes = |size: &str| Ok(Bytes::from(pattern(attempt, number(size)?)));
    let step = match name {
        "out" => Step::Print(Stream::Stdout, bytes(value)?),
        "err" => Step::Print(Stream::Stderr, bytes(value)?),
        "rest" => {
            let (from, to) = pair(value)?;
            Step::Print(Stream::Stdout, bytes(to)?.slice(number::<usize>(from)?..))
        }
        "file" => {
            let (path, size) = pair(value)?;
            let path = RelPath::new(path).map_err(|error| wrong(&error))?;
            Step::Write(path, bytes(size)?)
        }
        "sleep" => Step::Sleep(std::time::Duration::from_millis(number(value)?)),
        "first" => Step::Hang,
        "exit" => Step::Exit(number(value)?),
        _ => return Ok(None),
    };
    Ok(Some(step))
}

fn pair(value: &str) -> Result<(&str, &str), EngineError> {
    let pair = value.rsplit_once(':');
    pair.ok_or_else(|| wrong(&format!("`{value}` has no colon")))
}

fn number<T: std::str::FromStr<Err: std::fmt::Display>>(text: &str) -> Result<T, EngineError> {
    text.parse().map_err(|error| wrong(&error))
}

fn wrong(error: &impl std::fmt::Display) -> EngineError {
    EngineError::Failed(format!("the script is wrong: {error}"))
}
