//! Sentences for runtimes and scripts that cannot be.

use rgrid_shared::runtime;

use crate::{
    exit::{Failure, Result},
    hint::did_you_mean,
};

/// Refuses what is neither a runtime nor an image.
pub(super) fn known(name: &str) -> Result<()> {
    if runtime::image_of(name).is_some() {
        return Ok(());
    }
    let names: Vec<_> = runtime::catalogue()
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
