//! `rgrid up`: everything on this machine, in the foreground or the background (R-O1).

mod stop;

use clap::Args;

use crate::{
    app::App,
    exit::{Failure, Result},
    local::{Instance, Layout, Options, Services, start_detached},
    profile,
};
use stop::Stop;

/// Where it listens when nothing else is said.
const PORT: u16 = 7430;

/// Flags of `rgrid up`.
#[derive(Debug, Clone, Args)]
pub struct UpArgs {
    /// Leave it running in the background
    #[arg(long, short)]
    pub detach: bool,
    /// Listen on this port of 127.0.0.1, and on the next one for blobs [default: 7430]
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..=65_534))]
    pub port: Option<u16>,
    /// Use this PostgreSQL in place of a private one
    #[arg(
        long,
        value_name = "URL",
        env = "RGRID_DATABASE_URL",
        hide_env_values = true
    )]
    pub database_url: Option<String>,
    /// Run this many jobs at the same time [default: from the number of processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000))]
    pub slots: Option<u32>,
}

impl UpArgs {
    fn options(&self) -> Options {
        Options {
            port: self.port.unwrap_or(PORT),
            database_url: self.database_url.clone(),
            slots: self.slots,
        }
    }

    /// The words that start the same in the foreground; the database travels in the environment.
    fn words(&self) -> Vec<String> {
        let port = self.port.unwrap_or(PORT).to_string();
        let mut words = vec!["up".to_owned(), "--port".to_owned(), port];
        if let Some(slots) = self.slots {
            words.extend(["--slots".to_owned(), slots.to_string()]);
        }
        words
    }
}

/// Starts it; in the foreground it returns when it was asked to end.
///
/// # Errors
/// The part that did not start, with what to type next.
pub fn run(app: &mut App, args: &UpArgs) -> Result<()> {
    let layout = Layout::below(&profile::home()?);
    if args.detach {
        background(app, &layout, args)
    } else {
        foreground(app, &layout, args)
    }
}

fn background(app: &App, layout: &Layout, args: &UpArgs) -> Result<()> {
    if let Some(status) = Instance::running(layout)?.filter(|status| status.ready) {
        return already_up(app, args, &status.url);
    }
    app.printer
        .note("starting PostgreSQL, blob store, control plane and runner");
    let program = std::env::current_exe()
        .map_err(|error| Failure::local(format!("cannot find this program itself: {error}")))?;
    let status = start_detached(
        layout,
        &program,
        &args.words(),
        args.database_url.as_deref(),
    )?;
    said_ready(app, &status.url, "rgrid down")
}

/// Well, unless it was asked for elsewhere.
fn already_up(app: &App, args: &UpArgs, url: &str) -> Result<()> {
    if let Some(port) = args.port.filter(|_| url != args.options().url()) {
        let message = format!("it is up at {url}, so it cannot be on port {port} too");
        return Err(
            Failure::conflict(message).hint(format!("rgrid down, then rgrid up -d --port {port}"))
        );
    }
    if app.printer.json {
        return document(app, url);
    }
    app.printer
        .tell(format_args!("already up at {url}; end it with rgrid down"));
    Ok(())
}

fn foreground(app: &App, layout: &Layout, args: &UpArgs) -> Result<()> {
    let options = args.options();
    let instance = Instance::take(layout, &options.url())?;
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| Failure::local(format!("cannot start threads: {error}")))?;
    let _ = rgrid_control_plane::telemetry::init();
    runtime.block_on(async {
        let mut stop = Stop::listen()?;
        app.printer.tell("starting PostgreSQL, blob store, control plane and runner");
        let mut services = tokio::select! {
            started = Services::start(layout, &options) => started?,
            () = stop.asked() => return Ok(()),
        };
        instance.set_ready(&options.url())?;
        said_ready(app, &options.url(), "Ctrl-C")?;
        let ended = tokio::select! {
            () = stop.asked() => None,
            error = services.broken() => Some(error),
        };
        app.printer.tell("stopping; running jobs get a moment to end, Ctrl-C again does not wait");
        tokio::select! {
            () = services.stop() => {}
            () = stop.asked() => app.printer.warn("not waited; unfinished jobs start again with the next `rgrid up`"),
        }
        ended.map_or(Ok(()), |error| Err(error.into()))
    })
}

fn said_ready(app: &App, url: &str, end: &str) -> Result<()> {
    if app.printer.json {
        return document(app, url);
    }
    app.printer
        .tell(format_args!("up at {url}; end it with {end}"));
    if !app.printer.quiet {
        app.printer.hint("rgrid run script.py");
    }
    Ok(())
}

fn document(app: &App, url: &str) -> Result<()> {
    app.printer.document(&serde_json::json!({ "url": url }))
}
