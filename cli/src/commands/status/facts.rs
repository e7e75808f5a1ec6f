//! What is told of a job.

use chrono::Utc;
use rgrid_shared::{
    job::{JobState, Reason},
    wire::jobs::Job,
};

use crate::{
    attach::{verdict, waits},
    exit::quote,
    table,
};

/// The facts, each under its name.
pub(super) fn facts(job: &Job) -> Vec<(&'static str, String)> {
    let now = Utc::now();
    let words: Vec<_> = job
        .spec
        .command
        .iter()
        .chain(&job.spec.args)
        .map(|word| quote(word.as_ref()))
        .collect();
    let mut facts = vec![
        ("job", job.id.to_string()),
        ("state", job.state.to_string()),
    ];
    facts.extend(verdict::sentence(job).map(|text| ("why", text)));
    facts.extend(job.batch.map(|batch| ("batch", batch.to_string())));
    facts.extend(job.name.as_ref().map(|name| ("item", quote(name.as_ref()))));
    facts.extend(job.retry_of.map(|id| ("retry of", id.to_string())));
    facts.extend(
        job.reused_from
            .map(|id| ("reused", format!("the result of {id}"))),
    );
    facts.push((
        "runs",
        format!("{}  ({})", words.join(" "), job.spec.runtime),
    ));
    facts.push(("made", table::ago(job.created_at, now)));
    facts.extend(job.duration_ms.map(|ms| ("took", table::duration(ms))));
    if job.state.is_final() {
        facts.push(("cost", job.cost_micros.to_string()));
    }
    facts.extend(labels(job).map(|labels| ("labels", labels)));
    let why = job.waiting_for.as_ref();
    facts.extend(why.map(|why| ("waits", waits::sentence(why))));
    let hint = why.and_then(|why| why.hint.clone());
    let usual = || format!("{} {}", next(job), job.id);
    facts.push(("next", hint.unwrap_or_else(usual)));
    facts
}

/// What one would type next.
fn next(job: &Job) -> &'static str {
    match job.state {
        // It never ran, so there is no log.
        JobState::Cancelled if job.attempts == 0 => "rgrid retry",
        // Its log says nothing of why.
        JobState::Failed if job.reason == Some(Reason::RunnerDied) => "rgrid retry",
        JobState::AwaitingInput | JobState::Held | JobState::Queued | JobState::Running => {
            "rgrid logs -f"
        }
        JobState::Succeeded => "rgrid download",
        JobState::Failed | JobState::TimedOut | JobState::Cancelled => "rgrid logs --tail 20",
    }
}

/// The labels of the user's own; ours say nothing to a person.
fn labels(job: &Job) -> Option<String> {
    let own = job.spec.metadata.iter();
    let own = own.filter(|(key, _)| !key.starts_with("rgrid-"));
    let shown: Vec<_> = own
        .map(|(key, value)| table::plain(&format!("{key}={value}")))
        .collect();
    Some(shown.join(" ")).filter(|text| !text.is_empty())
}
