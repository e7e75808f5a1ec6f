//! Lines: what is shown of the store, in its order.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rgrid_shared::{id::BatchId, job::JobState, wire::batches};

use super::{Jobs, Sort, States};
use crate::{
    action::Action,
    screens::{Order, Page, World, artifacts::Artifacts, batch::Batch, logs::Logs},
    store::{Row, Which},
};

/// What a line is sorted by: the larger first, then the newer.
type Rank = (i64, DateTime<Utc>, Which);

/// The lines.
pub(super) fn of(jobs: &Jobs, world: &World) -> Vec<Which> {
    let earliest = jobs.since.earliest(world.now);
    let mut heads: Vec<Rank> = Vec::new();
    let mut inside: HashMap<BatchId, Vec<&Row>> = HashMap::new();
    for row in world.store.jobs() {
        let old = earliest.is_some_and(|earliest| row.created_at < earliest);
        if old || !jobs.states.takes(row.state) || !matches(jobs, row, world) {
            continue;
        }
        match row.batch {
            Some(batch) => inside.entry(batch).or_default().push(row),
            None => heads.push((
                rank(jobs.sort, row, world),
                row.created_at,
                Which::Job(row.id),
            )),
        }
    }
    let narrowed = !jobs.filter.is_off() || jobs.states != States::All;
    for batch in world.store.batches() {
        let old = earliest.is_some_and(|earliest| batch.created_at < earliest);
        let itself = jobs.filter.takes(&batch.id.to_string()) && fits(jobs.states, batch);
        if inside.contains_key(&batch.id) || (!old && (!narrowed || itself)) {
            let which = Which::Batch(batch.id);
            heads.push((rank_batch(jobs.sort, batch), batch.created_at, which));
        }
    }
    heads.sort_unstable_by(|a, b| b.cmp(a));
    let mut lines = Vec::with_capacity(heads.len());
    for (_, _, which) in heads {
        lines.push(which);
        if let Which::Batch(id) = which
            && jobs.open.contains(&id)
        {
            let mut items = inside.remove(&id).unwrap_or_default();
            items.sort_unstable_by_key(|row| (row.index, row.id));
            lines.extend(items.iter().map(|row| Which::Job(row.id)));
        }
    }
    lines
}

fn matches(jobs: &Jobs, row: &Row, world: &World) -> bool {
    if jobs.filter.is_off() {
        return true;
    }
    let node = row.node.map(|node| world.store.node_name(node));
    let text = format!(
        "{} {} {} {} {} {}",
        row.name.as_deref().unwrap_or_default(),
        row.script,
        row.words,
        row.end(),
        node.unwrap_or_default(),
        row.id
    );
    jobs.filter.takes(&text)
}

fn fits(states: States, batch: &batches::Batch) -> bool {
    match states {
        States::All => true,
        States::Live => batch.finished_at.is_none(),
        States::Failed => batch.failed > 0,
        States::Ended => batch.finished_at.is_some(),
    }
}

fn rank(sort: Sort, row: &Row, world: &World) -> i64 {
    match sort {
        Sort::Newest => 0,
        Sort::Cost => row.cost,
        Sort::Took => row
            .took(world.now)
            .map_or(0, |ms| i64::try_from(ms).unwrap_or(0)),
        Sort::State => match row.state {
            JobState::Running => 4,
            JobState::Failed | JobState::TimedOut => 3,
            JobState::AwaitingInput | JobState::Held | JobState::Queued => 2,
            JobState::Cancelled => 1,
            JobState::Succeeded => 0,
        },
    }
}

fn rank_batch(sort: Sort, batch: &batches::Batch) -> i64 {
    match sort {
        Sort::Cost => batch.cost_micros.0,
        Sort::Took => batch.finished_at.map_or(0, |end| {
            end.signed_duration_since(batch.created_at)
                .num_milliseconds()
        }),
        Sort::State if batch.running > 0 => 4,
        Sort::State if batch.failed > 0 => 3,
        Sort::State if batch.finished_at.is_none() => 2,
        Sort::Newest | Sort::State => 0,
    }
}

/// Unfolds all batches that are shown, or folds them when any is unfolded.
pub(super) fn fold_all(jobs: &mut Jobs, world: &World) {
    if jobs.open.is_empty() {
        jobs.open = world.store.batches().map(|batch| batch.id).collect();
    } else {
        jobs.open.clear();
    }
}

/// Logs or files of what is meant.
pub(super) fn look(jobs: &Jobs, action: Action, world: &World) -> Vec<Order> {
    let targets = jobs.context(world).targets;
    let ids: Vec<_> = targets
        .iter()
        .filter_map(|which| match which {
            Which::Job(id) => Some(*id),
            Which::Batch(_) => None,
        })
        .collect();
    match (action, targets.first(), ids.first()) {
        (Action::Logs, _, Some(_)) => vec![Order::Show(Box::new(Logs::of(ids)))],
        (Action::Artifacts, _, Some(id)) => vec![Order::Show(Box::new(Artifacts::of(*id)))],
        (_, Some(Which::Batch(id)), None) => vec![Order::Show(Box::new(Batch::of(*id)))],
        _ => Vec::new(),
    }
}
