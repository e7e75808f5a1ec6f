//! `rgrid down`: ends what `rgrid up -d` started.

use clap::Args;

use crate::{
    app::App,
    exit::Result,
    local::{Layout, stop},
    profile,
};

/// Flags of `rgrid down`.
#[derive(Debug, Clone, Args)]
pub struct DownArgs {}

/// Ends it and waits until it is gone; nothing running is no failure.
///
/// # Errors
/// When it does not end.
pub fn run(app: &mut App, _args: &DownArgs) -> Result<()> {
    let layout = Layout::below(&profile::home()?);
    match stop(&layout)? {
        Some(status) => app
            .printer
            .note(format_args!("stopped what was up at {}", status.url)),
        None => app.printer.tell("RGrid is not up on this machine"),
    }
    Ok(())
}
