//! Before: which items of a batch have succeeded already, in whichever batch that was.
//!
//! Jobs carry a label made from what all items share. Those with the same one that succeeded are
//! compared by what an item has of its own, so neither this machine nor this folder must remember them.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use rgrid_shared::{
    client::Client,
    digest::Digest,
    job::JobState,
    spec::{Input, JobSpec},
    wire::{
        jobs::{Job, JobFilter},
        submit::BatchItem,
    },
};
use serde_json::json;

use crate::exit::Result;

/// The label that batches carry whose items share everything.
pub(super) const LABEL: &str = "rgrid-batch";

/// The jobs that succeeded with what items ask for, by the item's place.
pub(super) type Before = BTreeMap<usize, Job>;

/// Labels `spec` with what all items share: script, dependencies, shared files, image, words and environment.
///
/// Of secrets only the names count: what is made from their values must not be shown.
pub(super) fn label(spec: &mut JobSpec) {
    let shared = json!({
        "runtime": spec.runtime,
        "command": spec.command,
        "env": spec.env,
        "secrets": spec.secrets.keys().collect::<Vec<_>>(),
        "stdin": spec.stdin,
        "outputs": spec.outputs,
        "inputs": contents(&spec.inputs),
    });
    let installed = spec.dependencies.as_ref();
    let installed = installed.map(|said| json!(said).to_string());
    let shared = shared.to_string() + &installed.unwrap_or_default();
    let digest = Digest::of(shared.as_bytes());
    spec.metadata.insert(LABEL.to_owned(), digest.to_string());
}

/// Finds them.
pub(super) async fn find(client: &Client, spec: &JobSpec, items: &[BatchItem]) -> Result<Before> {
    let mut wanted: HashMap<Digest, Vec<usize>> = HashMap::new();
    for (place, item) in items.iter().enumerate() {
        let own = own(&item.args, spec.inputs.iter().chain(&item.inputs));
        wanted.entry(own).or_default().push(place);
    }
    let label = spec.metadata.get_key_value(LABEL);
    let label = label.map(|(key, value)| (key.clone(), value.clone()));
    let labels = label.into_iter().collect();
    let mut filter = JobFilter {
        state: Some(JobState::Succeeded),
        limit: Some(1_000),
        ..JobFilter::default()
    };
    let mut before = Before::new();
    loop {
        let page = client.list_jobs(&filter, &labels).await?;
        let empty = page.jobs.is_empty();
        for job in page.jobs {
            let own = own(&job.spec.args, job.spec.inputs.iter());
            // The newest comes first and is the one.
            for place in wanted.remove(&own).unwrap_or_default() {
                before.insert(place, job.clone());
            }
        }
        filter.before = page.next;
        if page.next.is_none() || empty || wanted.is_empty() {
            return Ok(before);
        }
    }
}

/// What an item has of its own.
fn own<'a>(args: &[String], inputs: impl IntoIterator<Item = &'a Input>) -> Digest {
    let text = json!({ "args": args, "inputs": contents(inputs) }).to_string();
    Digest::of(text.as_bytes())
}

/// Files by path and content, in an order of their own.
fn contents<'a>(inputs: impl IntoIterator<Item = &'a Input>) -> serde_json::Value {
    let by_path: BTreeMap<_, _> = inputs
        .into_iter()
        .map(|input| (input.path.as_str(), (input.digest, input.executable)))
        .collect();
    json!(by_path)
}
