//! What the server answers to keys.

use std::collections::BTreeMap;

use rgrid_shared::{
    client::Client,
    failures,
    id::BatchId,
    job::JobState,
    wire::jobs::{Job, JobFilter},
};

use crate::{commands::logs, exit::quote, table};

/// So many lines of a log are shown.
const LINES: usize = 10;

/// What failed so far, by its error.
pub(super) async fn failed(client: &Client, id: BatchId) -> Option<Vec<String>> {
    let groups = failures::of_batch(client, id).await.ok()?;
    let mut lines = vec![];
    for (group, number) in groups.iter().zip(1_usize..) {
        let items = table::count(group.jobs.len(), "item");
        let first = group.jobs.first().map(name).unwrap_or_default();
        lines.push(format!(
            "group {number}: {items}, {}, such as {first}",
            group.signature
        ));
    }
    if lines.is_empty() {
        lines.push("nothing has failed".to_owned());
    }
    Some(lines)
}

/// The end of the log of one of the items that run; another each time.
pub(super) async fn log(client: &Client, id: BatchId, at: usize) -> Option<Vec<String>> {
    let filter = JobFilter {
        batch: Some(id),
        state: Some(JobState::Running),
        limit: Some(100),
        ..JobFilter::default()
    };
    let page = client.list_jobs(&filter, &BTreeMap::new()).await.ok()?;
    let Some(index) = at.checked_rem(page.jobs.len()) else {
        return Some(vec!["nothing runs at the moment".to_owned()]);
    };
    let job = page.jobs.get(index)?;
    let text = logs::last_words(client, job.id, LINES).await.ok()?;
    let mut lines = vec![format!("{} runs; rgrid logs -f {}", name(job), job.id)];
    lines.extend(text.lines().map(|line| format!("  {}", table::plain(line))));
    if text.is_empty() {
        lines.push("  it has printed nothing yet".to_owned());
    }
    Some(lines)
}

fn name(job: &Job) -> String {
    let id = job.id.to_string();
    quote(job.name.as_deref().unwrap_or(&id).as_ref())
}
