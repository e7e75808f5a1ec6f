//! What is meant by a deed, in words and in numbers.

use std::collections::HashSet;

use rgrid_shared::{id::BatchId, job::JobState};

use crate::{
    action::Action,
    screens::World,
    store::{Row, Which},
};

/// What is meant, in words.
pub(crate) fn named(targets: &[Which], world: &World) -> String {
    if let [one] = targets {
        return match one {
            Which::Job(id) => {
                let what = world.store.job(*id).map(Row::what);
                format!("`{}`", what.unwrap_or_else(|| id.to_string()))
            }
            Which::Batch(id) => format!("batch {}", crate::store::tail(id)),
        };
    }
    let batches = targets
        .iter()
        .filter(|which| matches!(which, Which::Batch(_)));
    let batches = batches.count();
    let jobs = targets.len() - batches;
    let count = rgrid_shared::text::count;
    let batches_text = count(batches, "batch").replace("batchs", "batches");
    match (jobs, batches) {
        (jobs, 0) => count(jobs, "job"),
        (0, _) => batches_text,
        (jobs, _) => format!("{} and {batches_text}", count(jobs, "job")),
    }
}

/// Of what is marked, what the action is for: the items of a marked batch go with it.
pub(super) fn meant(action: Action, mut targets: Vec<Which>, world: &World) -> Vec<Which> {
    let batches: HashSet<Which> = targets.iter().copied().filter(is_batch).collect();
    targets.retain(|which| match which {
        Which::Batch(_) => true,
        Which::Job(id) => {
            let batch = world.store.job(*id).and_then(|row| row.batch);
            batch.is_none_or(|batch| !batches.contains(&Which::Batch(batch)))
        }
    });
    match action {
        Action::Cancel => targets.retain(|which| lives(*which, world)),
        Action::Retry => targets.retain(|which| failed(*which, world) > 0),
        _ => {}
    }
    targets
}

fn is_batch(which: &Which) -> bool {
    matches!(which, Which::Batch(_))
}

fn lives(which: Which, world: &World) -> bool {
    match which {
        Which::Job(id) => world.store.job(id).is_none_or(|row| !row.state.is_final()),
        Which::Batch(id) => {
            let batch = world.store.batch(id);
            batch.is_none_or(|batch| batch.finished_at.is_none())
        }
    }
}

pub(super) fn spent(which: Which, world: &World) -> i64 {
    match which {
        Which::Job(id) => world.store.job(id).map_or(0, |row| row.cost),
        Which::Batch(id) => world.store.batch(id).map_or(0, |batch| batch.cost_micros.0),
    }
}

pub(super) fn running(which: Which, world: &World) -> usize {
    match which {
        Which::Job(id) => {
            let job = world.store.job(id);
            usize::from(job.is_some_and(|row| row.state == JobState::Running))
        }
        Which::Batch(id) => {
            let batch = world.store.batch(id);
            batch.map_or(0, |batch| usize::try_from(batch.running).unwrap_or(0))
        }
    }
}

pub(super) fn failed(which: Which, world: &World) -> usize {
    match which {
        Which::Job(id) => {
            let job = world.store.job(id);
            let bad = |row: &Row| row.state.is_final() && row.state != JobState::Succeeded;
            usize::from(job.is_some_and(bad))
        }
        Which::Batch(id) => {
            let ended = world.store.batch(id);
            let ended = ended.filter(|batch| batch.finished_at.is_some());
            ended.map_or(0, |batch| {
                usize::try_from(batch.failed.saturating_add(batch.cancelled)).unwrap_or(0)
            })
        }
    }
}

/// What the tries before cost; of a batch the share of what did not succeed.
pub(super) fn again(which: Which, world: &World) -> i64 {
    match which {
        Which::Job(_) => spent(which, world),
        Which::Batch(id) => {
            let items = world.store.items(id);
            let bad = items
                .iter()
                .filter(|row| row.state.is_final() && row.state != JobState::Succeeded);
            let known = bad.clone().count();
            if known < failed(which, world) {
                return share(id, failed(which, world), world);
            }
            bad.map(|row| row.cost).sum()
        }
    }
}

/// What so many jobs of a batch cost, by the middle of all: not each of them is known here.
fn share(id: BatchId, jobs: usize, world: &World) -> i64 {
    world.store.batch(id).map_or(0, |batch| {
        let jobs = i64::try_from(jobs).unwrap_or(0);
        batch.cost_micros.0.saturating_mul(jobs) / i64::from(batch.ended().max(1))
    })
}
