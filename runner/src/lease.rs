//! Leases: how long this node may still work on each attempt.
//!
//! Owns the count of time since the last renewal that surely arrived. The connection's thread renews;
//! a thread of its own ends what could not be renewed, so that neither depends on the tasks that run
//! jobs. Time is this machine's monotonic clock, from before the renewal was sent: stricter than the
//! control plane's, but blind to a suspended machine, which only the control plane's fence ends.

mod keep;
#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use rgrid_shared::{id::AttemptId, wire::node::Condition};
use tokio_util::sync::CancellationToken;

use crate::connection::Welcome;
pub(crate) use keep::keep;

/// The leases of the attempts that this node holds.
#[derive(Debug, Default)]
pub(crate) struct Leases(Mutex<State>);

#[derive(Debug)]
struct State {
    lease: Duration,
    mark: u64,
    sent: Option<(u64, Instant)>,
    held: HashMap<AttemptId, Lease>,
    condition: Condition,
}

impl Default for State {
    fn default() -> Self {
        let lease = Duration::from_secs(30);
        Self {
            lease,
            mark: 0,
            sent: None,
            held: HashMap::new(),
            condition: Condition::default(),
        }
    }
}

#[derive(Debug)]
struct Lease {
    renewed: Instant,
    lost: Option<CancellationToken>,
}

impl Leases {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Holds an attempt from `since` on; `lost` is set when its lease runs out.
    pub(crate) fn hold(&self, attempt: AttemptId, since: Instant, lost: CancellationToken) {
        let lease = Lease {
            renewed: since,
            lost: Some(lost),
        };
        self.state().held.insert(attempt, lease);
    }

    /// Its result is on the disk: from now on only the control plane decides.
    pub(crate) fn keep_for_report(&self, attempt: AttemptId, since: Instant) {
        let lease = Lease {
            renewed: since,
            lost: None,
        };
        self.state().held.insert(attempt, lease);
    }

    /// Forgets an attempt.
    pub(crate) fn release(&self, attempt: AttemptId) {
        self.state().held.remove(&attempt);
    }

    /// The attempts held now.
    pub(crate) fn held(&self) -> Vec<AttemptId> {
        self.state().held.keys().copied().collect()
    }

    /// A connection stands; what it says about leases holds from now on.
    pub(crate) fn connected(&self, welcome: &Welcome) {
        let mut state = self.state();
        state.lease = welcome.lease;
        state.sent = None;
    }

    /// How often to renew.
    pub(crate) fn renew_every(&self) -> Duration {
        self.state().lease.checked_div(3).unwrap_or_default()
    }

    /// From now on renewals say that the node is like that.
    pub(crate) fn tell(&self, condition: Condition) {
        self.state().condition = condition;
    }

    /// How the node is.
    pub(crate) fn condition(&self) -> Condition {
        self.state().condition.clone()
    }

    /// The attempts to renew, without those that ran out in a SIGSTOP, and the mark that confirms it.
    pub(crate) fn begin_renewal(&self) -> (Vec<AttemptId>, u64) {
        self.expire(Instant::now());
        let attempts = self.held();
        let mut state = self.state();
        state.mark = state.mark.wrapping_add(1);
        state.sent = Some((state.mark, Instant::now()));
        (attempts, state.mark)
    }

    /// The renewal with this mark arrived.
    pub(crate) fn confirm_renewal(&self, mark: u64) {
        let mut state = self.state();
        let Some((_, at)) = state.sent.take_if(|(sent, _)| *sent == mark) else {
            return;
        };
        for lease in state.held.values_mut() {
            lease.renewed = lease.renewed.max(at);
        }
    }

    /// Ends the attempts whose lease has run out by `now`.
    pub(crate) fn expire(&self, now: Instant) {
        let mut state = self.state();
        let limit = state.lease;
        state.held.retain(|attempt, lease| {
            let Some(lost) = &lease.lost else { return true };
            let over = now.saturating_duration_since(lease.renewed) > limit;
            if over {
                tracing::warn!(attempt.id = %attempt, "the lease ran out; dropping the attempt");
                lost.cancel();
            }
            !over
        });
    }
}
