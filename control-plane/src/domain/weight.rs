//! About how many bytes specs take, so that what is held in memory at once has a bound in bytes.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use rgrid_shared::{
    limits::MAX_BODY_BYTES,
    spec::{Input, JobSpec},
    wire::submit::BatchItem,
};

/// Most bytes of specs that are in memory at once for one answer or one statement.
pub const MOST_AT_ONCE: usize = MAX_BODY_BYTES;
/// What stands around the path of an input: its digest, its size and their names.
const INPUT: usize = 130;
/// What stands around any other text.
const TEXT: usize = 6;

/// What a spec takes as JSON, about.
#[must_use]
pub fn of_spec(spec: &JobSpec) -> usize {
    let secrets = spec.secrets.iter();
    let secrets = secrets.map(|(name, value)| name.len().saturating_add(value.reveal().len()));
    [
        texts(&spec.command),
        texts(&spec.args),
        texts(&spec.outputs),
        pairs(&spec.env),
        pairs(&spec.metadata),
        sum(secrets),
        inputs(&spec.inputs),
        spec.dependencies
            .as_ref()
            .map_or(0, |said| inputs(&said.files)),
    ]
    .into_iter()
    .fold(spec.runtime.len(), usize::saturating_add)
}

/// What an item adds to the spec that it shares, about.
#[must_use]
pub fn of_item(item: &BatchItem) -> usize {
    let own = texts(&item.args).saturating_add(inputs(&item.inputs));
    own.saturating_add(item.name.len())
}

fn sum(sizes: impl Iterator<Item = usize>) -> usize {
    sizes.fold(0, |sum, size| sum.saturating_add(size).saturating_add(TEXT))
}

fn texts(texts: &[String]) -> usize {
    sum(texts.iter().map(String::len))
}

fn pairs(pairs: &BTreeMap<String, String>) -> usize {
    let sizes = pairs.iter();
    sum(sizes.map(|(key, value)| key.len().saturating_add(value.len())))
}

fn inputs(inputs: &[Input]) -> usize {
    let sizes = inputs.iter().map(|input| input.path.as_str().len());
    sum(sizes.map(|path| path.saturating_add(INPUT)))
}

/// Room for specs: as many as [`MOST_AT_ONCE`] bytes hold, and always the first.
#[derive(Debug, Default)]
pub struct Room {
    used: usize,
}

impl Room {
    /// Whether one of `bytes` fits too; if so, it is in.
    pub fn takes(&mut self, bytes: usize) -> bool {
        let with = self.used.saturating_add(bytes.max(1));
        if self.used > 0 && with > MOST_AT_ONCE {
            return false;
        }
        self.used = with;
        true
    }
}
