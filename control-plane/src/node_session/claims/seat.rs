//! Seat: one conversation's share of the claims; given up when dropped.

use tokio::sync::mpsc;
use uuid::Uuid;

use super::{Claims, Given};
use crate::db::lease::Claimed;

/// One conversation's share of the claims.
pub(in super::super) struct Seat {
    claims: Claims,
    session: Uuid,
    given: mpsc::UnboundedReceiver<Given>,
}

impl Seat {
    pub(super) fn new(
        claims: Claims,
        session: Uuid,
        given: mpsc::UnboundedReceiver<Given>,
    ) -> Self {
        Self {
            claims,
            session,
            given,
        }
    }

    /// The node is willing to have received so many jobs in all; it cannot be willing to have received fewer.
    pub(in super::super) fn want(&self, total: u64) {
        let mut state = self.claims.state();
        let Some(place) = state.seats.get_mut(&self.session) else {
            return;
        };
        if total <= place.total {
            return;
        }
        place.total = total;
        drop(state);
        self.claims.stir();
    }

    /// Waits for jobs.
    pub(in super::super) async fn given(&mut self) -> Given {
        match self.given.recv().await {
            Some(given) => given,
            // The other end is in the claims that this seat holds.
            None => std::future::pending().await,
        }
    }

    /// Wants no more; gives what was taken before.
    pub(in super::super) async fn leave(
        mut self,
    ) -> Result<Vec<Claimed>, crate::together::Failure> {
        if let Some(place) = self.claims.state().seats.get_mut(&self.session) {
            place.total = 0;
        }
        // Whoever is taking now took this one into account.
        drop(self.claims.0.round.lock().await);
        let mut all = Vec::new();
        while let Ok(given) = self.given.try_recv() {
            all.extend(given?);
        }
        Ok(all)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.claims.state().seats.remove(&self.session);
    }
}
