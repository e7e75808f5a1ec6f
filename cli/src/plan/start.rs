//! Start: which runtime, and with which words the script or command is started in it.
//!
//! The flag wins over a comment in the script, which wins over the `#!` line, which wins over the extension. Owns the choice, does no I/O.

mod comment;
mod refuse;
#[cfg(test)]
mod tests;

use rgrid_shared::runtime::Runtime;

use crate::{exit::Result, runtimes::known as all};
pub(super) use refuse::no_script;
use refuse::{known, unknown_script};

/// How a run starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Start {
    /// A runtime's name, or an image.
    pub runtime: String,
    /// The words before the script; empty for a program that starts by itself.
    pub words: Vec<String>,
    /// Whose modules are looked for.
    pub language: Language,
}

/// Whose import statements are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    /// Python.
    Python,
    /// JavaScript on Node.
    Node,
    /// Anything else.
    Other,
}

/// How the script `path`, which begins with `head`, is started.
///
/// # Errors
/// When the runtime is unknown, or nothing says what runs the script.
pub(super) fn of_script(path: &str, head: &[u8], asked: Option<&str>) -> Result<Start> {
    let said = comment::runtime(head);
    let asked = asked.or(said.as_deref());
    if let Some(name) = asked {
        known(name)?;
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let first_line =
        String::from_utf8_lossy(head.split(|&byte| byte == b'\n').next().unwrap_or_default());
    let own = all().detect(name, &first_line);
    let chosen = asked
        .and_then(|name| all().find(name))
        .or(if asked.is_none() { own } else { None });
    if own.is_none() && head.starts_with(b"\x7fELF") {
        let runtime = asked.unwrap_or("bash").to_owned();
        return Ok(Start {
            runtime,
            words: Vec::new(),
            language: Language::Other,
        });
    }
    let runtime = match (asked, chosen) {
        (Some(asked), _) => asked.to_owned(),
        (None, Some(chosen)) => chosen.name.clone(),
        (None, None) => return Err(unknown_script(path, &first_line)),
    };
    let language = own.or(chosen).map_or(Language::Other, language);
    Ok(Start {
        runtime,
        words: words(own, chosen),
        language,
    })
}

/// The words before a script: the runtime's own, unless the script is of another language than it.
fn words(own: Option<&Runtime>, chosen: Option<&Runtime>) -> Vec<String> {
    match (own, chosen) {
        (None, Some(chosen)) => chosen.start.clone(),
        (Some(own), Some(chosen)) if language(own) == language(chosen) && !is_shell(own) => {
            chosen.start.clone()
        }
        // An image that is not ours: `python3` is the name that every Python has.
        (Some(own), _) if language(own) == Language::Python => vec!["python3".into()],
        (Some(own), _) => own.start.clone(),
        (None, None) => Vec::new(),
    }
}

fn is_shell(runtime: &Runtime) -> bool {
    runtime.start.first().is_some_and(|word| word == "bash")
}

fn language(runtime: &Runtime) -> Language {
    match runtime.start.first().map(String::as_str) {
        Some("python" | "python3") => Language::Python,
        Some("node") => Language::Node,
        _ => Language::Other,
    }
}

/// The language of a plain command: its own, else that of the runtime that was chosen for it.
pub(super) fn of_runtime(start: &Start) -> Language {
    let runtime = all()
        .find(&start.runtime)
        .filter(|runtime| runtime.name != "ffmpeg");
    match start.language {
        Language::Other => runtime.map_or(Language::Other, language),
        Language::Python | Language::Node => start.language,
    }
}

/// How a plain command is started: its first word names an obvious runtime, else bash has it.
///
/// # Errors
/// When the runtime is unknown.
pub(super) fn of_command(program: &str, asked: Option<&str>) -> Result<Start> {
    if let Some(name) = asked {
        known(name)?;
    }
    let name = program.rsplit('/').next().unwrap_or(program);
    let alias = match name {
        "ffprobe" | "ffplay" => "ffmpeg",
        "pip" | "pip3" | "python3" => "python",
        "npm" | "npx" => "node",
        other => other,
    };
    let own = all().find(alias).or_else(|| {
        let mut known = all().all().iter();
        known.find(|known| known.interpreters.iter().any(|word| word == alias))
    });
    let language = if alias == "ffmpeg" {
        Language::Other
    } else {
        own.map_or(Language::Other, language)
    };
    let runtime = asked.or(own.map(|own| own.name.as_str())).unwrap_or("bash");
    Ok(Start {
        runtime: runtime.to_owned(),
        words: Vec::new(),
        language,
    })
}
