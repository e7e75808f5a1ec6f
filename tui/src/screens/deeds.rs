//! Deeds: the questions before something that costs or destroys, each with its cost.

mod meant;

use super::{Ask, Order, World, parts::money};
use crate::{
    action::{self, Action, Context},
    effect::{Deed, Effect},
    store::Which,
};
use meant::{again, failed, meant, named, running, spent};

/// What an action does to what is meant, asked first; the actions are those that all lists have.
pub(crate) fn of(action: Action, context: &Context, world: &World) -> Vec<Order> {
    if context.targets.is_empty() {
        return vec![Order::Say("there is nothing under the cursor".to_owned())];
    }
    let targets = meant(action, context.targets.clone(), world);
    let told = Context {
        targets: targets.clone(),
        ..context.clone()
    };
    let command = (action::entry(action).command)(&told).unwrap_or_default();
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

fn cancel(targets: Vec<Which>, world: &World) -> Result<Ask, String> {
    if targets.is_empty() {
        return Err("it has ended already".to_owned());
    }
    let spent = targets.iter().map(|which| spent(*which, world)).sum();
    let running: usize = targets.iter().map(|which| running(*which, world)).sum();
    let lines = vec![
        format!("Cancel {}?", named(&targets, world)),
        format!(
            "{running} running now: their time until now is charged. What has ended cost {}.",
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

fn retry(targets: Vec<Which>, world: &World) -> Result<Ask, String> {
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
