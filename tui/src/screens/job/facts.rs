//! Facts: everything that is known of a job, in lines.

mod spec;

use chrono::{DateTime, Utc};
use ratatui::{
    style::Style,
    text::{Line, Span},
};
use rgrid_shared::{
    job::JobState,
    wire::{attempts::Attempt, jobs::Job},
};

use crate::{
    screens::{
        World,
        parts::{age, money, size, took},
    },
    store::Row,
    theme::Look,
    widgets::{glyph, text::safe},
};
use spec::{spec, tried};

type Lines = Vec<Line<'static>>;

/// Everything.
pub(super) fn of(job: &Job, attempts: &[Attempt], world: &World) -> Lines {
    let look = world.look;
    let mut lines = end(job, world);
    lines.extend(times(job, world));
    lines.push(Line::default());
    lines.extend(spec(job, look));
    if !attempts.is_empty() {
        lines.push(Line::default());
        lines.push(title("Attempts", look));
        lines.extend(attempts.iter().map(|attempt| tried(attempt, world)));
    }
    if !job.spec.inputs.is_empty() {
        lines.push(Line::default());
        lines.push(title("Inputs", look));
        for input in &job.spec.inputs {
            lines.push(Line::from(vec![
                Span::styled(format!("{:>12}  ", size(input.size)), look.dim()),
                Span::raw(safe(input.path.as_str())),
            ]));
        }
    }
    lines
}

fn title(text: &'static str, look: Look) -> Line<'static> {
    Line::styled(text, look.title())
}

fn fact(name: &str, value: impl Into<String>, look: Look) -> Line<'static> {
    styled(name, value, Style::new(), look)
}

fn styled(name: &str, value: impl Into<String>, style: Style, look: Look) -> Line<'static> {
    Line::from(vec![
        Span::styled(format!("{name:<12}"), look.dim()),
        Span::styled(safe(&value.into()), style),
    ])
}

/// State, reason, message, and why it waits.
fn end(job: &Job, world: &World) -> Lines {
    let look = world.look;
    let row = Row::new(job);
    let state = job.state.as_str().replace('_', " ");
    let state = if row.end() == state {
        state
    } else {
        format!("{state}, {}", row.end())
    };
    let state = format!("{} {state}", glyph::state(look, job.state));
    let mut lines = vec![styled("state", state, look.state(job.state), look)];
    if let Some(message) = &job.message {
        lines.push(styled("", message.clone(), look.bad(), look));
    }
    if let Some(waiting) = &job.waiting_for {
        lines.push(styled("waits", waiting.message.clone(), look.warn(), look));
        if let Some(ahead) = waiting.ahead.filter(|ahead| *ahead > 0) {
            lines.push(fact("", format!("{ahead} jobs before it"), look));
        }
        if let Some(hint) = &waiting.hint {
            lines.push(styled("", hint.clone(), look.accent(), look));
        }
    }
    lines
}

fn times(job: &Job, world: &World) -> Lines {
    let look = world.look;
    let ms = |from: DateTime<Utc>, to: DateTime<Utc>| {
        u64::try_from(to.signed_duration_since(from).num_milliseconds()).unwrap_or(0)
    };
    let at = |time: DateTime<Utc>| {
        format!(
            "{}   {} ago",
            time.format("%F %T UTC"),
            age(time, world.now)
        )
    };
    let mut lines = vec![fact("id", job.id.to_string(), look)];
    if let Some(first) = job.retry_of {
        lines.push(fact("retry of", first.to_string(), look));
    }
    lines.push(fact("made", at(job.created_at), look));
    let begun = job.started_at;
    let waited = begun.or((!job.state.is_final()).then_some(world.now));
    if let Some(until) = waited {
        lines.push(fact("waited", took(ms(job.created_at, until)), look));
    }
    if let Some(time) = Row::new(job).took(world.now) {
        let of = took(u64::from(job.spec.timeout_s) * 1_000);
        lines.push(fact("ran", format!("{} of {of} at most", took(time)), look));
    }
    if let Some(end) = job.finished_at {
        lines.push(fact("ended", at(end), look));
    }
    if let Some(node) = job.node {
        lines.push(fact("node", world.store.node_name(node), look));
    }
    let cost = if job.state == JobState::Running {
        "at its end".to_owned()
    } else {
        money(job.cost_micros.0)
    };
    lines.push(fact("cost", cost, look));
    lines
}
