//! Sentences for runtimes and scripts that cannot be.

use std::path::Path;

use crate::{
    exit::{Failure, Result, quote},
    hint::did_you_mean,
    runtimes::known as all,
};

/// Refuses what is neither a runtime nor an image.
pub(super) fn known(name: &str) -> Result<()> {
    if all().image_of(name).is_some() {
        return Ok(());
    }
    let names: Vec<_> = all()
        .all()
        .iter()
        .map(|known| known.name.as_str())
        .collect();
    let shown: String = name.chars().take(64).collect();
    let mut failure = Failure::usage(format!("there is no runtime `{}`", shown.escape_debug()));
    if let Some(close) = did_you_mean(name, names.iter().copied()) {
        failure = failure.hint(format!("--runtime {close}"));
    }
    Err(failure
        .hint(format!("runtimes: {}", names.join(", ")))
        .hint("or any image with a tag, such as --image debian:12"))
}

/// The failure for a script that is not there, with the file beside it that was probably meant.
pub(in crate::plan) fn no_script(word: &str, local: &Path) -> Failure {
    let failure = Failure::usage(format!("there is no file {} here", quote(word.as_ref())));
    let failure = match close_to(local) {
        Some(close) => {
            let path = Path::new(word).with_file_name(close);
            failure.hint(format!("rgrid run {}", quote(&path)))
        }
        None => failure,
    };
    let word = word.escape_debug();
    failure.hint(format!("rgrid run -- {word}    runs it as a plain command"))
}

/// The file of the same folder whose name is closest, when one is close.
fn close_to(local: &Path) -> Option<String> {
    let name = local.file_name()?.to_str()?;
    let files = std::fs::read_dir(local.parent()?).ok()?.flatten();
    let files = files.filter(|entry| entry.path().is_file());
    let names = files.filter_map(|entry| entry.file_name().into_string().ok());
    let names: Vec<String> = names.collect();
    did_you_mean(name, names.iter().map(String::as_str)).map(str::to_owned)
}

/// The failure for a script that nothing is known to run.
pub(super) fn unknown_script(path: &str, first_line: &str) -> Failure {
    let shown = path.escape_debug();
    let why = match first_line.strip_prefix("#!") {
        Some(line) => format!("no runtime has `{}`", line.trim().escape_debug()),
        None => "it has no `#!` line and no known extension".to_owned(),
    };
    Failure::usage(format!("cannot tell what runs {shown}: {why}"))
        .hint(format!("rgrid run --runtime python {shown}"))
}
