//! Round: everybody's wishes are gathered, jobs are taken, and everybody is given theirs.

use std::{collections::HashMap, sync::Arc};

use tokio::sync::mpsc;
use uuid::Uuid;

use super::{Claims, Given, Size};
use crate::db::lease::{Claimed, Seeker, claim};

/// Most jobs that one node takes at once, so that it cannot empty the queue in a moment.
const MOST_OF_ONE: u64 = 256;
/// Most jobs that one statement takes.
const MOST_AT_ONCE: u32 = 1_024;

/// Nodes of one size that want jobs.
#[derive(Default)]
struct Group {
    seekers: Vec<Seeker>,
    give: HashMap<Uuid, mpsc::UnboundedSender<Given>>,
}

impl Claims {
    /// Takes jobs until nobody wants any or there are none.
    pub(super) async fn work(self) {
        loop {
            let round = self.0.round.lock().await;
            let Some(groups) = self.wishes() else {
                return;
            };
            for group in groups {
                // A task of its own: if it panics, the next round is all the same.
                let _ = tokio::spawn(self.clone().take(group)).await;
            }
            drop(round);
            self.breathe().await;
        }
    }

    /// Who wants how much; nothing, and nobody is at work any more, when there is nothing to look for.
    fn wishes(&self) -> Option<Vec<Group>> {
        let mut state = self.state();
        let mut groups: HashMap<Size, Group> = HashMap::new();
        state.hurry = false;
        if std::mem::take(&mut state.news) {
            for (session, place) in &state.seats {
                let free = place.total.saturating_sub(place.given).min(MOST_OF_ONE);
                if free > 0 {
                    let group = groups.entry(place.size).or_default();
                    group.seekers.push(Seeker {
                        node: place.node,
                        session: *session,
                        most: u32::try_from(free).unwrap_or(1),
                    });
                    group.give.insert(*session, place.give.clone());
                }
            }
        }
        state.busy = !groups.is_empty();
        state.busy.then(|| groups.into_values().collect())
    }

    async fn take(self, mut group: Group) {
        let wanted = shorten(&mut group.seekers);
        let taken = self.claim(&group.seekers).await;
        let taken = match taken {
            Ok(taken) => taken,
            Err(error) => {
                tracing::warn!(%error, "no jobs can be taken");
                let error = Arc::new(error);
                for give in group.give.values() {
                    let _ = give.send(Err(Arc::clone(&error)));
                }
                return;
            }
        };
        let mut of_session: HashMap<Uuid, Vec<Claimed>> = HashMap::new();
        let all = taken.len();
        for claimed in taken {
            of_session.entry(claimed.session).or_default().push(claimed);
        }
        let mut state = self.state();
        // As many as were wanted: there may be more.
        state.news |= u32::try_from(all).is_ok_and(|all| all == wanted);
        for (session, jobs) in of_session {
            if let Some(place) = state.seats.get_mut(&session) {
                let count = u64::try_from(jobs.len()).unwrap_or(u64::MAX);
                place.given = place.given.saturating_add(count);
            }
            if let Some(give) = group.give.get(&session) {
                // Whoever hung up finds them missing when it says hello again, or the leases run out.
                let _ = give.send(Ok(jobs));
            }
        }
    }

    async fn claim(&self, seekers: &[Seeker]) -> sqlx::Result<Vec<Claimed>> {
        let mut conn = self.0.db.acquire().await?;
        claim(&mut conn, seekers).await
    }
}

/// Those with the most room first, as many as one statement serves; says how many jobs they want.
fn shorten(seekers: &mut Vec<Seeker>) -> u32 {
    seekers.sort_unstable_by_key(|seeker| std::cmp::Reverse(seeker.most));
    let mut wanted: u32 = 0;
    seekers.retain(|seeker| {
        let takes = wanted < MOST_AT_ONCE;
        if takes {
            wanted = wanted.saturating_add(seeker.most);
        }
        takes
    });
    wanted
}
