//! Completing: what a shell may put where a word is wanted: ids of jobs and batches, profiles, settings, runtimes.
//!
//! Owns the candidates. A server that does not answer soon has none; completing says nothing and never fails.

use std::time::Duration;

use chrono::Utc;
use clap_complete::engine::CompletionCandidate;
use rgrid_shared::{client::Client, job::JobState, wire::jobs::JobFilter};
use tokio::time::timeout;

use crate::{
    app::App,
    args::Globals,
    config::settings,
    profile::{self, Credentials},
    table,
};

/// How long the server is waited for; a person waits at a prompt.
const PATIENCE: Duration = Duration::from_millis(800);
/// How many jobs are offered.
const MANY: u32 = 30;

/// Jobs and batches, the newest first.
#[must_use]
pub fn ids() -> Vec<CompletionCandidate> {
    both(|_| true)
}

/// Those that have not ended.
#[must_use]
pub fn live() -> Vec<CompletionCandidate> {
    both(|state| !state.is_final())
}

fn both(wanted: impl Fn(JobState) -> bool) -> Vec<CompletionCandidate> {
    let mut all = batches();
    all.extend(jobs(wanted));
    all
}

/// Batches alone.
#[must_use]
pub fn batches() -> Vec<CompletionCandidate> {
    let page = asked(async |client: &Client| client.list_batches(None).await.ok());
    let now = Utc::now();
    let all = page.map(|page| page.batches).unwrap_or_default();
    let told = all.iter().take(10).map(|batch| {
        let text = format!(
            "{} of {} ended, {} failed, {}",
            batch.ended(),
            batch.total,
            batch.failed,
            table::ago(batch.created_at, now)
        );
        candidate(&batch.id.to_string(), &text)
    });
    told.collect()
}

fn jobs(wanted: impl Fn(JobState) -> bool) -> Vec<CompletionCandidate> {
    let filter = JobFilter {
        limit: Some(MANY),
        ..JobFilter::default()
    };
    let page = asked(async |client: &Client| {
        client
            .list_jobs(&filter, &std::collections::BTreeMap::new())
            .await
            .ok()
    });
    let now = Utc::now();
    let all = page.map(|page| page.jobs).unwrap_or_default();
    let told = all.iter().filter(|job| wanted(job.state)).map(|job| {
        let what = job.spec.command.last().cloned().unwrap_or_default();
        let what = job.name.as_ref().unwrap_or(&what);
        let text = format!(
            "{}, {}, {}",
            table::plain(what),
            job.state,
            table::ago(job.created_at, now)
        );
        candidate(&job.id.to_string(), &text)
    });
    told.collect()
}

/// Profiles of this machine.
#[must_use]
pub fn profiles() -> Vec<CompletionCandidate> {
    let known = profile::home().and_then(|home| Credentials::load(&home));
    let known = known.map(|known| known.profiles).unwrap_or_default();
    known
        .iter()
        .map(|(name, profile)| candidate(name, &profile.url))
        .collect()
}

/// Settings.
#[must_use]
pub fn settings() -> Vec<CompletionCandidate> {
    let all = settings::ALL.iter();
    all.map(|setting| candidate(setting.key, setting.about))
        .collect()
}

/// Runtimes.
#[must_use]
pub fn runtimes() -> Vec<CompletionCandidate> {
    let all = crate::runtimes::known().all().iter();
    all.map(|runtime| candidate(&runtime.name, &runtime.image))
        .collect()
}

fn candidate(value: &str, about: &str) -> CompletionCandidate {
    CompletionCandidate::new(value).help(Some(about.to_owned().into()))
}

/// What the server of the usual profile answers in time.
fn asked<T>(ask: impl AsyncFnOnce(&Client) -> Option<T>) -> Option<T> {
    let globals = Globals {
        profile: std::env::var("RGRID_PROFILE").ok(),
        url: std::env::var("RGRID_URL").ok(),
        ..Globals::default()
    };
    let app = App::new(&globals);
    let client = app.client().ok()?;
    let asking = async { Ok(timeout(PATIENCE, ask(&client)).await.ok().flatten()) };
    app.block_on(asking).ok()?
}
