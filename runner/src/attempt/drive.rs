//! Driving a running command: its streams, its limits, its end.

use std::{
    pin::Pin,
    time::{Duration, Instant},
};

use bytes::Bytes;
use futures_util::stream::BoxStream;
use rgrid_shared::{
    job::Outcome,
    wire::{logs::Stream, node::Usage},
};
use tokio::{
    fs::File,
    io::{AsyncWrite, AsyncWriteExt as _},
    time::sleep,
};
use tokio_util::sync::CancellationToken;

use super::{
    limits,
    stop::{self, Stop, Stops},
};
use crate::{
    engine::{EngineError, Exit, ExitStatus, Sandbox},
    logs,
    referee::Place,
    spool::Spool,
};

/// A running command and what may end it.
pub(super) struct Drive<'a> {
    pub(super) sandbox: &'a dyn Sandbox,
    pub(super) stops: &'a Stops,
    pub(super) timeout: Duration,
    pub(super) place: &'a Place,
}

/// How it went.
pub(super) struct Driven {
    pub(super) exit: Result<Outcome, EngineError>,
    pub(super) stop: Option<Stop>,
    pub(super) usage: Usage,
}

type Input = Option<(Pin<Box<dyn AsyncWrite + Send>>, File)>;
type Output = BoxStream<'static, std::io::Result<(Stream, Bytes)>>;

impl Drive<'_> {
    /// Runs to the end of the command and of its output.
    pub(super) async fn run(&self, input: Input, output: Output, spool: &mut Spool) -> Driven {
        let started = Instant::now();
        let ended = CancellationToken::new();
        let broken = CancellationToken::new();
        let feeding = input.map(|(input, file)| tokio::spawn(feed(input, file)));
        let end = async {
            let end = self.end(&broken).await;
            ended.cancel();
            (end, started.elapsed())
        };
        let log = async {
            let pumped = logs::pump(output, spool, &ended).await;
            // A command whose output is lost must not go on as if it were kept.
            pumped.inspect_err(|_| broken.cancel())
        };
        let (((exit, mut stop), lasted), pumped) = tokio::join!(end, log);
        if let Some(feeding) = feeding {
            feeding.abort();
        }
        if let Err(error) = pumped {
            let lost = Stop::Broken(format!("its output could not be kept: {error}"));
            stop = stop
                .filter(|stop| !matches!(stop, Stop::Broken(_)))
                .or(Some(lost));
        }
        let usage = usage(exit.as_ref().ok(), lasted);
        Driven {
            exit: exit.map(outcome),
            stop,
            usage,
        }
    }

    async fn end(&self, broken: &CancellationToken) -> (Result<Exit, EngineError>, Option<Stop>) {
        let stop = tokio::select! {
            exit = self.sandbox.wait() => return (exit, None),
            stop = self.stops.ordered() => stop,
            () = sleep(self.timeout) => Stop::TimedOut,
            stop = limits::over(self.place) => stop,
            () = broken.cancelled() => Stop::Broken(String::new()),
        };
        let forfeited = async {
            tokio::select! {
                () = self.stops.fenced.cancelled() => {}
                // The limit holds to the very end, or the grace would be the time to fill a disk.
                _ = limits::over(self.place) => {}
            }
        };
        let exit = stop::end(self.sandbox, &stop, forfeited).await;
        (exit, Some(stop))
    }
}

/// Gives the command its standard input, and then the end of it.
async fn feed(mut input: Pin<Box<dyn AsyncWrite + Send>>, mut file: File) {
    // A command that does not read to the end is its own affair.
    let _ = tokio::io::copy(&mut file, &mut input).await;
    let _ = input.shutdown().await;
}

fn outcome(exit: Exit) -> Outcome {
    match exit.status {
        ExitStatus::Code(0) => Outcome::Exited { code: 0 },
        ExitStatus::Code(_) | ExitStatus::Signal(_) if exit.oom => Outcome::Oom,
        ExitStatus::Code(code) => Outcome::Exited { code },
        ExitStatus::Signal(signal) => Outcome::Signaled { signal },
    }
}

fn usage(exit: Option<&Exit>, lasted: Duration) -> Usage {
    Usage {
        duration_ms: u64::try_from(lasted.as_millis()).unwrap_or(u64::MAX),
        cpu_ms: exit.map_or(0, |exit| exit.cpu_ms),
        max_memory_bytes: exit.map_or(0, |exit| exit.max_memory_bytes),
    }
}
