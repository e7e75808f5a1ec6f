//! The place of one attempt's command under the referee's eyes.

use std::{io, sync::Arc, time::Duration};

use tokio::{sync::watch, time::sleep};

use super::{Holder, Referee, Verdict, bench::Seat};

/// How often one that waits for room looks for it.
const GLANCE_EVERY: Duration = Duration::from_millis(200);

/// The place of one attempt; it is given up when dropped.
#[derive(Debug)]
pub(crate) struct Place {
    /// What the attempt's command holds.
    pub(crate) holder: Arc<Holder>,
    referee: Arc<Referee>,
    verdict: watch::Receiver<Option<Verdict>>,
}

impl Place {
    /// Takes an attempt, whose folder is still empty, under the eyes of the referee.
    pub(crate) fn take(referee: &Arc<Referee>, holder: Holder) -> Self {
        let holder = Arc::new(holder);
        let (sender, verdict) = watch::channel(None);
        let mut bench = referee.bench();
        if bench.seats.is_empty() {
            bench.free = referee.free().unwrap_or_default();
        }
        bench.seats.push(Seat {
            holder: Arc::clone(&holder),
            before: holder.taken(),
            verdict: sender,
        });
        drop(bench);
        Self {
            holder,
            referee: Arc::clone(referee),
            verdict,
        }
    }

    /// All that it was `given` is fetched; waits until there is room for a command, for ever when it was sent off.
    pub(crate) async fn staged(&self, given: bool) -> io::Result<()> {
        loop {
            if given {
                let holder = Arc::clone(&self.holder);
                let looked = tokio::task::spawn_blocking(move || holder.look()).await;
                looked.map_err(io::Error::other).flatten()?;
            }
            if !self.referee.is_nearly_full(self.referee.free()?) {
                self.referee.bench().staged(&self.holder);
                break;
            }
            sleep(GLANCE_EVERY).await;
        }
        if self.verdict.borrow().is_some() {
            std::future::pending::<()>().await;
        }
        Ok(())
    }

    /// Waits until the attempt is sent off.
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
