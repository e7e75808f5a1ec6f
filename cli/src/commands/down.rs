//! `rgrid down`: ends what `rgrid up -d` started.

use clap::Args;

use crate::{
    app::App,
    exit::Result,
    local::{DRAIN_S, Instance, Layout, stop},
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
    if let Some(status) = Instance::running(&layout)? {
        app.printer.tell(format_args!(
            "stopping what is up at {}; running jobs get {DRAIN_S} s to end, and start again with the next `rgrid up` if they do not",
            status.url
        ));
    }
    let stopped = stop(&layout)?;
    if app.printer.json {
        let stopped = stopped.is_some();
        return app
            .printer
            .document(&serde_json::json!({ "stopped": stopped }));
    }
    match stopped {
        Some(_) => app.printer.note("stopped; jobs, logs and outputs are kept"),
        None => app.printer.tell("RGrid is not up on this machine"),
    }
    Ok(())
}
