//! What ended jobs change in their batches: counts, cost, slots, and their places in the order of ends.

use std::collections::BTreeMap;

use rgrid_shared::job::JobState;
use sqlx::PgConnection;
use uuid::Uuid;

use super::end::End;

#[derive(Default)]
struct Counts {
    slots: i32,
    succeeded: i32,
    failed: i32,
    cancelled: i32,
    cost_micros: i64,
}

/// How many jobs of which batch ended how.
pub(super) struct Ended(BTreeMap<Uuid, Counts>);

/// The next place in the order of ends, batch by batch.
pub(super) struct Seqs(BTreeMap<Uuid, i32>);

impl Ended {
    pub(super) fn count(ends: &[End<'_>]) -> Self {
        let mut batches: BTreeMap<Uuid, Counts> = BTreeMap::new();
        for end in ends {
            let Some(id) = end.live.batch_id else {
                continue;
            };
            let counts = batches.entry(id).or_default();
            counts.slots = counts.slots.saturating_add(i32::from(end.live.is_active()));
            let cost = end.live.spent_micros.saturating_add(end.used.cost_micros);
            counts.cost_micros = counts.cost_micros.saturating_add(cost);
            let place = match end.ending.state {
                JobState::Succeeded => &mut counts.succeeded,
                JobState::Cancelled => &mut counts.cancelled,
                JobState::AwaitingInput
                | JobState::Held
                | JobState::Queued
                | JobState::Running
                | JobState::Failed
                | JobState::TimedOut => &mut counts.failed,
            };
            *place = place.saturating_add(1);
        }
        Self(batches)
    }

    /// Writes the counts; the accounts are locked.
    pub(super) async fn apply(self, conn: &mut PgConnection) -> sqlx::Result<Seqs> {
        if self.0.is_empty() {
            return Ok(Seqs(BTreeMap::new()));
        }
        let column = |of: fn(&Counts) -> i32| self.0.values().map(of).collect::<Vec<_>>();
        let costs: Vec<_> = self.0.values().map(|counts| counts.cost_micros).collect();
        let ids: Vec<_> = self.0.keys().copied().collect();
        let rows = sqlx::query_file!(
            "src/db/queue/batch_ended.sql",
            &ids,
            &column(|counts| counts.slots),
            &column(|counts| counts.succeeded),
            &column(|counts| counts.failed),
            &column(|counts| counts.cancelled),
            &costs,
        )
        .fetch_all(conn)
        .await?;
        Ok(Seqs(
            rows.into_iter()
                .map(|row| (row.id, row.ended_before))
                .collect(),
        ))
    }
}

impl Seqs {
    pub(super) fn next_seq(&mut self, batch: Uuid) -> Option<i32> {
        let seq = self.0.get_mut(&batch)?;
        *seq = seq.saturating_add(1);
        Some(*seq)
    }
}
