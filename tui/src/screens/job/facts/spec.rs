//! What a job runs, and how its attempts went.

use ratatui::text::{Line, Span};
use rgrid_shared::{
    job::Reason,
    text::amount,
    wire::{attempts::Attempt, jobs::Job},
};

use super::{Lines, fact};
use crate::{
    action::quote,
    screens::{World, parts::took},
    theme::Look,
};

pub(super) fn spec(job: &Job, look: Look) -> Lines {
    let spec = &job.spec;
    let words: Vec<_> = spec
        .command
        .iter()
        .chain(&spec.args)
        .map(|word| quote(word))
        .collect();
    let mut lines = vec![
        fact("command", words.join(" "), look),
        fact("runtime", spec.runtime.clone(), look),
        fact("limits", limits(job), look),
    ];
    let names = |list: &[String]| list.join(" ");
    if !spec.env.is_empty() {
        lines.push(fact("variables", names(&spec.env), look));
    }
    if !spec.secrets.is_empty() {
        lines.push(fact("secrets", names(&spec.secrets), look));
    }
    let labels: Vec<_> = spec
        .metadata
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    if !labels.is_empty() {
        lines.push(fact("labels", labels.join(" "), look));
    }
    lines
}

fn limits(job: &Job) -> String {
    let most = &job.spec.resources;
    let network = if job.spec.network {
        "network"
    } else {
        "no network"
    };
    format!(
        "{}.{} CPU, {} memory, {} disk, {} processes, {network}",
        most.cpu_millis / 1_000,
        most.cpu_millis % 1_000 / 100,
        amount(most.memory_bytes),
        amount(most.disk_bytes),
        most.pids,
    )
}

pub(super) fn tried(attempt: &Attempt, world: &World) -> Line<'static> {
    let look = world.look;
    let end = attempt.finished_at.unwrap_or(world.now);
    let ms = end
        .signed_duration_since(attempt.started_at)
        .num_milliseconds();
    let (said, style) = match (attempt.reason, attempt.exit_code, attempt.finished_at) {
        (Some(Reason::ExitCode), Some(code), _) => (format!("exit code {code}"), look.bad()),
        (Some(reason), _, _) => (reason.as_str().replace('_', " "), look.bad()),
        (None, _, Some(_)) => ("succeeded".to_owned(), look.good()),
        (None, _, None) => ("running".to_owned(), look.live()),
    };
    Line::from(vec![
        Span::raw(format!("{:>4}  ", attempt.number)),
        Span::styled(format!("{said:<28}"), style),
        Span::raw(format!("{:>8}  ", took(u64::try_from(ms).unwrap_or(0)))),
        Span::styled(world.store.node_name(attempt.node), look.dim()),
    ])
}
