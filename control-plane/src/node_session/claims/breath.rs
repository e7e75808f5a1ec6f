//! Breath: between two rounds of claims those who want more become many, so that a statement takes jobs for many.

use std::time::Duration;

use tokio::time::timeout;

use super::Claims;

/// What a statement costs of itself is as much as a dozen jobs.
const BREATH: Duration = Duration::from_millis(4);
/// One slot in so many, when free, is worth a round at once.
const WORTH_IT: u64 = 4;

impl Claims {
    /// Waits until another round is worth it, and not for long.
    pub(super) async fn breathe(&self) {
        let worth_it = async {
            while !self.is_worth_it() {
                self.0.stirred.notified().await;
            }
        };
        let _ = timeout(BREATH, worth_it).await;
    }

    /// Whether there may be more jobs, or many slots are free.
    fn is_worth_it(&self) -> bool {
        let state = self.state();
        let (mut free, mut slots) = (0_u64, 0_u64);
        for place in state.seats.values() {
            free = free.saturating_add(place.total.saturating_sub(place.given));
            slots = slots.saturating_add(place.slots);
        }
        state.hurry || state.news && free.saturating_mul(WORTH_IT) >= slots
    }
}
