//! `rgrid up`: everything on this machine, in the foreground or the background (R-O1).

use clap::Args;
use tokio::signal::unix::{SignalKind, signal};

use crate::{
    app::App,
    exit::{Failure, Result},
    local::{Instance, Layout, Options, Services, start_detached},
    profile,
};

/// Flags of `rgrid up`.
#[derive(Debug, Clone, Args)]
pub struct UpArgs {
    /// Leave it running in the background
    #[arg(long, short)]
    pub detach: bool,
    /// Listen on this port of 127.0.0.1, and on the next one for blobs
    #[arg(long, value_name = "PORT", default_value_t = 7430, value_parser = clap::value_parser!(u16).range(1..=65_534))]
    pub port: u16,
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
            port: self.port,
            database_url: self.database_url.clone(),
            slots: self.slots,
        }
    }

    /// The words that start the same in the foreground; the database travels in the environment.
    fn words(&self) -> Vec<String> {
        let mut words = vec!["up".to_owned(), "--port".to_owned(), self.port.to_string()];
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
        app.printer.tell(format_args!(
            "already up at {}; end it with rgrid down",
            status.url
        ));
        return Ok(());
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
    said_ready(app, &status.url, "rgrid down");
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
        said_ready(app, &options.url(), "Ctrl-C");
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

fn said_ready(app: &App, url: &str, end: &str) {
    app.printer
        .tell(format_args!("up at {url}; end it with {end}"));
    if !app.printer.quiet {
        app.printer.hint("rgrid run script.py");
    }
}

/// The signals that end the foreground.
struct Stop {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

impl Stop {
    fn listen() -> Result<Self> {
        let failed = |error| Failure::local(format!("cannot receive signals: {error}"));
        Ok(Self {
            interrupt: signal(SignalKind::interrupt()).map_err(failed)?,
            terminate: signal(SignalKind::terminate()).map_err(failed)?,
        })
    }

    async fn asked(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
