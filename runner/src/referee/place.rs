//! The place of one attempt's command under the referee's eyes.

use std::{io, sync::Arc};

use tokio::sync::watch;

use super::{Holder, Referee, Verdict, bench::Seat};
use crate::state_dir::free_bytes;

/// The place of one attempt; it is given up when dropped.
#[derive(Debug)]
pub(crate) struct Place {
    /// What the attempt's command holds.
    pub(crate) holder: Arc<Holder>,
    referee: Arc<Referee>,
    verdict: watch::Receiver<Option<Verdict>>,
}

impl Place {
    /// Takes a command under the eyes of the referee.
    pub(crate) fn take(referee: &Arc<Referee>, holder: Holder) -> Self {
        let holder = Arc::new(holder);
        let (sender, verdict) = watch::channel(None);
        let mut bench = referee.bench();
        if bench.seats.is_empty() {
            bench.free = free_bytes(&referee.disk).unwrap_or_default();
        }
        bench.seats.push(Seat {
            holder: Arc::clone(&holder),
            before: 0,
            verdict: sender,
        });
        drop(bench);
        Self {
            holder,
            referee: Arc::clone(referee),
            verdict,
        }
    }

    /// Waits until the command is sent off.
    pub(crate) async fn sent_off(&self) -> Verdict {
        let mut verdict = self.verdict.clone();
        let given = verdict.wait_for(Option::is_some).await;
        match given.ok().and_then(|given| *given) {
            Some(verdict) => verdict,
            None => std::future::pending().await,
        }
    }

    /// Has the referee look at the disk.
    pub(crate) async fn look(&self) -> io::Result<()> {
        self.referee.look().await
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut bench = self.referee.bench();
        bench
            .seats
            .retain(|seat| !Arc::ptr_eq(&seat.holder, &self.holder));
    }
}
