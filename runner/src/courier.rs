//! Courier: brings one attempt's log and report to the control plane, across broken connections.
//!
//! Sends what is in the spool as it grows, then the report, on one connection in this order; repeats
//! from what is stored when an answer stays away; ends with the control plane's verdict.

mod report;

use std::sync::Arc;

use rgrid_shared::{
    id::AttemptId,
    wire::{logs::LogFrame, node::Finished},
};
use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};

use crate::{
    connection::{Gone, Line, Session},
    port::{ANSWER_WITHIN, Ears, Verdict},
    spool::Reader,
};

/// The report, once there is one.
pub(crate) type Report = watch::Receiver<Option<Arc<Finished>>>;

/// Brings one attempt's log and report.
pub(crate) struct Courier {
    /// Whose.
    pub(crate) attempt: AttemptId,
    /// The attempt's number.
    pub(crate) number: u32,
    /// The connection, whichever it is now.
    pub(crate) line: Line,
    /// The log.
    pub(crate) log: Reader,
    /// The answers.
    pub(crate) ears: Ears,
    /// The report, once there is one.
    pub(crate) report: Report,
}

impl Courier {
    /// Works until the verdict.
    pub(crate) async fn deliver(mut self) -> (Self, Verdict) {
        loop {
            let session = self.line.session().await;
            self.log.rewind();
            if let Ok(verdict) = self.on(&session).await {
                return (self, verdict);
            }
        }
    }

    /// Works on one connection.
    async fn on(&mut self, session: &Session) -> Result<Verdict, Gone> {
        let mut reported = false;
        let mut patience = deadline();
        loop {
            // In this order: where there is a report, the log is all written.
            let report = self.report.borrow_and_update().clone();
            self.send_log(session).await?;
            if let Some(report) = report.filter(|_| !reported) {
                session
                    .say(report::text(&report, self.log.position())?)
                    .await?;
                reported = true;
            }
            let owed = reported || self.log.stored() < self.log.position();
            tokio::select! {
                biased;
                Some(verdict) = self.ears.verdict.recv() => return Ok(verdict),
                Ok(()) = self.ears.stored.changed() => {
                    let stored = *self.ears.stored.borrow_and_update();
                    self.log.acknowledge(stored);
                    patience = deadline();
                }
                () = self.log.changed() => {}
                Ok(()) = self.report.changed() => {}
                () = session.closed() => return Err(Gone),
                () = sleep_until(patience), if owed => {
                    self.log.rewind();
                    reported = false;
                    patience = deadline();
                }
            }
            if !owed {
                patience = deadline();
            }
        }
    }

    /// Sends all that was written, in the largest pieces there are.
    async fn send_log(&mut self, session: &Session) -> Result<(), Gone> {
        loop {
            let piece = match self.log.next() {
                Ok(Some(piece)) => piece,
                Ok(None) => return Ok(()),
                Err(error) => {
                    tracing::error!(attempt.id = %self.attempt, %error, "the log cannot be read");
                    return Ok(());
                }
            };
            let (attempt, number) = (self.attempt, self.number);
            let (stream, pos, data) = (piece.stream, piece.pos, piece.data);
            session
                .log(&LogFrame {
                    attempt,
                    number,
                    stream,
                    pos,
                    data,
                })
                .await?;
        }
    }
}

fn deadline() -> Instant {
    let now = Instant::now();
    now.checked_add(ANSWER_WITHIN).unwrap_or(now)
}
