//! Deeds: the questions before something that costs or destroys, each with its cost.

use rgrid_shared::job::JobState;

use super::{Ask, Order, World, parts::money};
use crate::{
    action::{self, Action, Context},
    effect::{Deed, Effect},
    store::Which,
};

/// What an action does to what is meant, asked first; the actions are those that all lists have.
pub fn of(action: Action, context: &Context, world: &World) -> Vec<Order> {
    let targets = context.targets.clone();
    if targets.is_empty() {
        return vec![Order::Say("there is nothing under the cursor".to_owned())];
    }
    let command = (action::entry(action).command)(context).unwrap_or_default();
    let ask = match action {
        Action::Cancel => cancel(targets, world),
        Action::Retry => retry(targets, world),
        Action::DownloadAll => {
            return vec![
                Order::Effect(Effect::Record(command)),
                Order::Effect(Effect::Do(Deed::DownloadAll(targets, ".".into()))),
            ];
        }
        _ => return Vec::new(),
    };
    match ask {
        Ok(ask) => vec![Order::Ask(Ask { command, ..ask })],
        Err(why) => vec![Order::Say(why)],
    }
}

fn cancel(mut targets: Vec<Which>, world: &World) -> Result<Ask, String> {
    targets.retain(|which| lives(*which, world));
    if targets.is_empty() {
        return Err("it has ended already".to_owned());
    }
    let spent = targets.iter().map(|which| spent(*which, world)).sum();
    let running: usize = targets.iter().map(|which| running(*which, world)).sum();
    let lines = vec![
        format!("Cancel {}?", named(&targets, world)),
        format!(
            "{running} running now; what has run is paid: {} so far.",
            money(spent)
        ),
        "What was not begun costs nothing.".to_owned(),
        String::new(),
    ];
    Ok(Ask {
        title: "Cancel".to_owned(),
        lines,
        command: String::new(),
        deed: Deed::Cancel(targets),
    })
}

fn retry(mut targets: Vec<Which>, world: &World) -> Result<Ask, String> {
    targets.retain(|which| failed(*which, world) > 0);
    if targets.is_empty() {
        return Err("only what ended and did not succeed is run again".to_owned());
    }
    let jobs: usize = targets.iter().map(|which| failed(*which, world)).sum();
    let before: i64 = targets.iter().map(|which| again(*which, world)).sum();
    let lines = vec![
        format!("Run {} again?", named(&targets, world)),
        format!(
            "{}; the tries before cost {}, so expect about as much.",
            rgrid_shared::text::count(jobs, "job"),
            money(before)
        ),
        "They run with the files that were sent then.".to_owned(),
        String::new(),
    ];
    Ok(Ask {
        title: "Retry".to_owned(),
        lines,
        command: String::new(),
        deed: Deed::Retry(targets),
    })
}

/// What is meant, in words.
pub fn named(targets: &[Which], world: &World) -> String {
    if let [one] = targets {
        return match one {
            Which::Job(id) => {
                let what = world.store.job(*id).map(super::super::store::Row::what);
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

fn lives(which: Which, world: &World) -> bool {
    match which {
        Which::Job(id) => world.store.job(id).is_none_or(|row| !row.state.is_final()),
        Which::Batch(id) => {
            let batch = world.store.batch(id);
            batch.is_none_or(|batch| batch.finished_at.is_none())
        }
    }
}

fn spent(which: Which, world: &World) -> i64 {
    match which {
        Which::Job(id) => world.store.job(id).map_or(0, |row| row.cost),
        Which::Batch(id) => world.store.batch(id).map_or(0, |batch| batch.cost_micros.0),
    }
}

fn running(which: Which, world: &World) -> usize {
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

fn failed(which: Which, world: &World) -> usize {
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
fn again(which: Which, world: &World) -> i64 {
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
