//! Signals: what Ctrl-C means while a job is followed.
//!
//! On a terminal the first leaves and the second within three seconds cancels; another key does not wait for
//! it. Elsewhere, where nobody
//! can come back, one signal cancels.

mod keys;

use std::{io::IsTerminal, time::Duration};

use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    time::timeout,
};

use crate::{
    exit::{Failure, Result},
    printer::Printer,
};
pub use keys::Keys;

/// How long a second Ctrl-C is waited for.
const SECOND: Duration = Duration::from_secs(3);

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// To leave, and to cancel when a second one follows.
    LeaveOrCancel,
    /// To leave; the job goes on.
    Leave,
    /// To cancel the job.
    Cancel,
}

/// What the user wants an interrupt to do, whatever there is a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum OnInterrupt {
    /// Leave; the job goes on
    Detach,
    /// Cancel it
    Cancel,
}

/// SIGINT and SIGTERM, taken from now on.
#[derive(Debug)]
pub struct Signals {
    interrupt: Signal,
    terminate: Signal,
    terminal: bool,
    wish: Option<OnInterrupt>,
}

impl Signals {
    /// Takes them.
    ///
    /// # Errors
    /// When the system does not give them.
    pub fn listen(printer: &Printer) -> Result<Self> {
        let failed = |error| Failure::local(format!("cannot receive signals: {error}"));
        Ok(Self {
            interrupt: signal(SignalKind::interrupt()).map_err(failed)?,
            terminate: signal(SignalKind::terminate()).map_err(failed)?,
            terminal: std::io::stdin().is_terminal() || printer.has_reader(),
            wish: None,
        })
    }

    /// The same with the user's wish.
    #[must_use]
    pub fn wishing(self, wish: Option<OnInterrupt>) -> Self {
        Self { wish, ..self }
    }

    /// Waits for one and says what it asks for.
    pub async fn next(&mut self) -> Wanted {
        let wanted = tokio::select! {
            _ = self.interrupt.recv() => Wanted::LeaveOrCancel,
            _ = self.terminate.recv() => Wanted::Leave,
        };
        match self.wish {
            Some(OnInterrupt::Detach) => Wanted::Leave,
            None if self.terminal => wanted,
            Some(OnInterrupt::Cancel) | None => Wanted::Cancel,
        }
    }

    /// Whether a second Ctrl-C comes soon; whoever presses another key, or ends us as a closed session does,
    /// wants us to leave now.
    pub async fn second(&mut self, keys: Option<Keys>) -> bool {
        let again = async {
            tokio::select! {
                biased;
                _ = self.terminate.recv() => false,
                _ = self.interrupt.recv() => true,
                () = Keys::pressed(keys.as_ref()) => false,
            }
        };
        timeout(SECOND, again).await.unwrap_or(false)
    }
}
