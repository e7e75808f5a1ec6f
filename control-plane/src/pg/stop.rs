//! Ending a server, politely first.

use std::time::Duration;

use rustix::process::{Signal, kill_process};
use tokio::time::{Instant, sleep};

use super::{Cluster, POLL, PgError, after, pidfile};

impl Cluster {
    /// Ends the server: sessions are cut and everything is on the disk; without a word from it in 30 s, the hard way.
    ///
    /// # Errors
    /// The server survived all of it.
    pub async fn stop(mut self) -> Result<(), PgError> {
        let steps = [(Signal::INT, 30), (Signal::QUIT, 10), (Signal::KILL, 10)];
        for (signal, seconds) in steps {
            // The number of a server that has gone may belong to someone else by now.
            if self.ends_within(Duration::ZERO).await {
                return Ok(());
            }
            // An error means that it has just gone, which the next look shows.
            let _ = kill_process(self.pid, signal);
            if self.ends_within(Duration::from_secs(seconds)).await {
                return Ok(());
            }
        }
        Err(PgError::WillNotStop { pid: self.pid() })
    }

    async fn ends_within(&mut self, patience: Duration) -> bool {
        let deadline = after(patience);
        while !self.gone() {
            if Instant::now() >= deadline {
                return false;
            }
            sleep(POLL).await;
        }
        // Only an empty folder goes; one that is left does no harm.
        let _ = std::fs::remove_dir(&self.socket_dir);
        true
    }

    fn gone(&mut self) -> bool {
        match &mut self.child {
            Some(child) => matches!(child.try_wait(), Ok(Some(_))),
            None => !pidfile::is_postmaster_of(self.pid, &self.place.data()),
        }
    }
}
