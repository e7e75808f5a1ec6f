//! Command: what would be typed to do the same.

#![expect(
    clippy::unnecessary_wraps,
    reason = "all are columns of one table, and some actions have no command"
)]

use super::Kind;
use crate::store::Which;

/// What is meant when a key is pressed.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The screen.
    pub kind: Option<Kind>,
    /// What is marked, or under the cursor.
    pub targets: Vec<Which>,
    /// The files that are marked, or under the cursor.
    pub files: Vec<String>,
    /// The number of the group of failures.
    pub group: Option<usize>,
    /// Further words of the screen's command, such as `--by script`.
    pub words: String,
}

impl Context {
    fn ids(&self) -> String {
        let ids: Vec<_> = self.targets.iter().map(ToString::to_string).collect();
        ids.join(" ")
    }

    fn verb(&self, verb: &str) -> Option<String> {
        let none = self.targets.is_empty();
        (!none).then(|| format!("rgrid {verb} {}", self.ids()))
    }

    /// One line for each target, joined as the shell does.
    fn each(&self, line: impl Fn(&Which) -> String) -> Option<String> {
        let lines: Vec<_> = self.targets.iter().map(line).collect();
        (!lines.is_empty()).then(|| lines.join(" && "))
    }
}

pub(super) fn none(_: &Context) -> Option<String> {
    None
}

pub(super) fn open(context: &Context) -> Option<String> {
    if context.kind == Some(Kind::Artifacts) {
        return download(context);
    }
    context.each(|id| format!("rgrid status {id}"))
}

pub(super) fn follow(context: &Context) -> Option<String> {
    context.each(|id| format!("rgrid logs -f {id}"))
}

pub(super) fn outputs(context: &Context) -> Option<String> {
    context.each(|id| format!("rgrid outputs {id}"))
}

pub(super) fn cancel(context: &Context) -> Option<String> {
    context.verb("cancel")
}

pub(super) fn retry(context: &Context) -> Option<String> {
    context.each(|id| format!("rgrid retry {id}"))
}

pub(super) fn retry_group(context: &Context) -> Option<String> {
    let group = context.group?;
    context.each(|id| format!("rgrid retry {id} --group {group}"))
}

pub(super) fn download(context: &Context) -> Option<String> {
    // A name must not be taken for a flag.
    let word = |file: &String| match file.strip_prefix('-') {
        Some(_) => quote(&format!("./{file}")),
        None => quote(file),
    };
    let files: Vec<_> = context.files.iter().map(word).collect();
    let files = files.join(" ");
    context.each(|id| format!("rgrid download {id} {files}").trim_end().to_owned())
}

pub(super) fn download_all(context: &Context) -> Option<String> {
    context.each(|id| format!("rgrid download {id}"))
}

pub(super) fn list(context: &Context) -> Option<String> {
    let words = if context.kind == Some(Kind::Jobs) {
        context.words.as_str()
    } else {
        ""
    };
    Some(format!("rgrid list{words}"))
}

pub(super) fn cost(context: &Context) -> Option<String> {
    let words = if context.kind == Some(Kind::Cost) {
        context.words.as_str()
    } else {
        ""
    };
    Some(format!("rgrid cost{words}"))
}

pub(super) fn since(context: &Context) -> Option<String> {
    if context.kind == Some(Kind::Cost) {
        return cost(context);
    }
    list(context)
}

pub(super) fn nodes(_: &Context) -> Option<String> {
    Some("rgrid nodes".to_owned())
}

pub(super) fn failures(context: &Context) -> Option<String> {
    context.each(|id| format!("rgrid failures {id}"))
}

pub(super) fn help(_: &Context) -> Option<String> {
    Some("rgrid help tui".to_owned())
}

/// A word as a shell takes it.
#[must_use]
pub fn quote(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,@%+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}
