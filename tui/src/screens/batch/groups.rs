//! Groups: what failed alike, and what is meant when a key is pressed.

use rgrid_shared::{id::JobId, text::count};

use super::{Batch, target};
use crate::{
    action::{self, Action, Context, Kind},
    effect::{Deed, Effect, Load},
    message::News,
    screens::{Ask, Order, World, parts::money},
    store::Which,
};

/// Whether anything failed.
pub(super) fn any(batch: &Batch) -> bool {
    batch
        .groups
        .as_ref()
        .is_some_and(|groups| !groups.is_empty())
}

/// The first job of the group under the cursor.
pub(super) fn first(batch: &Batch) -> Option<JobId> {
    let group = batch.groups.as_ref()?.get(batch.group.at)?;
    group.jobs.first().map(|job| job.id)
}

/// What is meant: the marks, the item under the cursor, or the group.
pub(super) fn context(batch: &Batch) -> Context {
    let mut targets: Vec<_> = batch
        .items
        .iter()
        .filter(|id| batch.marks.contains(id))
        .map(|id| Which::Job(*id))
        .collect();
    if targets.is_empty() {
        targets.extend(batch.chosen().map(Which::Job));
    }
    if targets.is_empty() {
        targets = target(batch.id);
    }
    Context {
        kind: Some(Kind::Batch),
        targets,
        ..Context::default()
    }
}

/// What is meant by a retry: the marks, or what did not succeed of the whole batch.
pub(super) fn whole(batch: &Batch) -> Context {
    if !batch.marks.is_empty() {
        return context(batch);
    }
    Context {
        targets: target(batch.id),
        ..context(batch)
    }
}

/// Asks whether the items of the group under the cursor shall run again.
pub(super) fn retry(batch: &Batch, world: &World) -> Vec<Order> {
    let at = batch.group.at;
    let Some(group) = batch.groups.as_ref().and_then(|groups| groups.get(at)) else {
        return vec![Order::Say("nothing of it has failed".to_owned())];
    };
    let jobs: Vec<JobId> = group.jobs.iter().map(|job| job.id).collect();
    let spent = jobs
        .iter()
        .filter_map(|id| world.store.job(*id))
        .map(|row| row.cost);
    let spent = spent.sum();
    let meant = Context {
        targets: target(batch.id),
        group: Some(at + 1),
        ..Context::default()
    };
    let command = (action::entry(Action::RetryGroup).command)(&meant);
    let lines = vec![
        format!(
            "Run the {} of group {} again?",
            count(jobs.len(), "item"),
            at + 1
        ),
        group.signature.to_string(),
        format!(
            "The tries before cost {}, so expect about as much.",
            money(spent)
        ),
        String::new(),
    ];
    vec![Order::Ask(Ask {
        title: "Retry group".to_owned(),
        lines,
        command: command.unwrap_or_default(),
        deed: Deed::RetryItems(batch.id, jobs),
    })]
}

/// Takes the groups, and asks for them anew when more has failed.
pub(super) fn news(batch: &mut Batch, news: &mut News, world: &World) -> Vec<Order> {
    if let News::Failures(id, groups) = news {
        if *id != batch.id {
            return Vec::new();
        }
        batch.groups = Some(std::mem::take(groups));
        batch.reading = false;
    }
    if matches!(news, News::Refused(_)) {
        batch.reading = false;
    }
    // One read at a time; what fails meanwhile is in the next.
    let now = failed(batch, world);
    if batch.groups.is_some() && !batch.reading && now > batch.grouped {
        batch.reading = true;
        batch.grouped = now;
        return vec![Order::Effect(Effect::Load(Load::Failures(batch.id)))];
    }
    Vec::new()
}

pub(super) fn failed(batch: &Batch, world: &World) -> u32 {
    world.store.batch(batch.id).map_or(0, |batch| batch.failed)
}
