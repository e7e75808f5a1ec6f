//! What is meant by a deed, in words and in numbers.

use rgrid_shared::job::JobState;

use crate::{screens::World, store::Which};

/// What is meant, in words.
pub(crate) fn named(targets: &[Which], world: &World) -> String {
    if let [one] = targets {
        return match one {
            Which::Job(id) => {
                let what = world.store.job(*id).map(crate::store::Row::what);
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

pub(super) fn lives(which: Which, world: &World) -> bool {
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
            usize::from(job.is_some_and(|row| row.state.is_final()))
        }
        Which::Batch(id) => world.store.batch(id).map_or(0, |batch| {
            usize::try_from(batch.failed.saturating_add(batch.cancelled)).unwrap_or(0)
        }),
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
            bad.map(|row| row.cost).sum()
        }
    }
}
