//! Logs: one JSON object per line on standard error, filtered by `RGRID_LOG`.
//!
//! Owns the form of the lines. Never logged: keys, tokens, script text, environment values.

use tracing_subscriber::{EnvFilter, util::SubscriberInitExt};

/// The log filter is not one, or logging was set up before.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The text of the filter is wrong.
    #[error("RGRID_LOG is not a log filter such as `info` or `rgrid_control_plane=debug`: {0}")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    /// Something else in this process writes logs already.
    #[error("logging is already set up: {0}")]
    Twice(#[from] tracing_subscriber::util::TryInitError),
}

/// Sends the logs of the whole process to standard error as JSON lines.
///
/// # Errors
/// [`TelemetryError`] when `RGRID_LOG` is no filter or logging was set up before.
pub fn init() -> Result<(), TelemetryError> {
    // The S3 library calls every 404 an error.
    let standard = || "info,s3s=off".to_owned();
    let filter = crate::config::environment("RGRID_LOG").unwrap_or_else(standard);
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_writer(std::io::stderr)
        .with_env_filter(EnvFilter::try_new(filter)?)
        .finish()
        .try_init()?;
    Ok(())
}
