//! Reuse: when two jobs are identical, so that one may have the result of the other.
//!
//! Owns the key. What the image's name means is not in it: only nodes know that (`crate::db::reuse`).

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use rgrid_shared::{
    digest::{Digest, Hasher},
    id::AccountId,
    runtime,
    spec::{Input, JobSpec, Reuse, Secret},
};

/// The cost of the hash of secrets: what is kept of them must not be found by trying.
const COST: u32 = 10;

/// Whether the job has a key: secrets are a reason to run it anew unless one asks.
#[must_use]
pub fn has_key(spec: &JobSpec) -> bool {
    match spec.reuse {
        None => false,
        Some(Reuse::Keep) => spec.secrets.is_empty(),
        Some(Reuse::Take) => true,
    }
}

/// What stands for the values of secrets in a key; takes some 50 ms, and nothing where there are none.
#[must_use]
pub fn hidden(account: AccountId, secrets: &BTreeMap<String, Secret>) -> Option<Digest> {
    if secrets.is_empty() {
        return None;
    }
    let mut words = Words::default();
    for (name, value) in secrets {
        words.word(name);
        words.word(value.reveal());
    }
    // bcrypt reads 72 bytes at most, and these are 64.
    let text = words.digest().to_string();
    let salt = account.uuid().into_bytes();
    let slow = bcrypt::hash_with_salt(text, COST, salt).ok()?;
    Some(Digest::of(slow.to_string().as_bytes()))
}

/// All that makes a job what it is: whatever it can see of itself. Not its name, its labels and its retries; nor its
/// timeout, as long as the result took no longer.
#[must_use]
pub fn key(account: AccountId, spec: &JobSpec, hidden: Option<Digest>) -> Digest {
    let mut words = Words::default();
    words.word("rgrid result 1");
    words.word(&account.to_string());
    words.word(runtime::image_of(&spec.runtime).unwrap_or_default());
    // Where the command ends and its arguments begin makes no difference to it.
    let argv = spec.command.iter().chain(&spec.args);
    words.list(argv.map(String::as_str).collect());
    words.list(pairs(&env(spec)));
    words.list(spec.secrets.keys().map(String::as_str).collect());
    words.list(
        hidden
            .map(|hash| hash.to_string())
            .iter()
            .map(String::as_str)
            .collect(),
    );
    words.files(&spec.inputs);
    let (installer, files) = match &spec.dependencies {
        Some(said) => (said.installer.as_str(), said.files.as_slice()),
        None => ("", [].as_slice()),
    };
    words.word(installer);
    words.files(files);
    let stdin = spec.stdin.map(|blob| blob.digest.to_string());
    words.list(stdin.iter().map(String::as_str).collect());
    let outputs: BTreeSet<_> = spec.outputs.iter().map(String::as_str).collect();
    words.list(outputs.into_iter().collect());
    let limits = &spec.resources;
    words.number(limits.cpu_millis.into());
    words.number(limits.memory_bytes);
    words.number(limits.disk_bytes);
    words.number(limits.pids.into());
    words.number(spec.network.into());
    words.digest()
}

/// The variables of the job and those of its runtime.
fn env(spec: &JobSpec) -> BTreeMap<&String, &String> {
    let of_runtime = runtime::find(&spec.runtime).map(|runtime| &runtime.env);
    of_runtime.into_iter().flatten().chain(&spec.env).collect()
}

fn pairs<'a>(map: &BTreeMap<&'a String, &'a String>) -> Vec<&'a str> {
    let pairs = map.iter().flat_map(|(name, value)| [*name, *value]);
    pairs.map(String::as_str).collect()
}

/// Words on their way into a hash, each with its length, or two might read as two others.
#[derive(Default)]
struct Words(Hasher);

impl Words {
    fn number(&mut self, number: u64) {
        self.0.update(&number.to_le_bytes());
    }

    fn word(&mut self, word: &str) {
        self.number(word.len() as u64);
        self.0.update(word.as_bytes());
    }

    /// With their number, or the last of one list might be the first of the next.
    fn list(&mut self, words: Vec<&str>) {
        self.number(words.len() as u64);
        for word in words {
            self.word(word);
        }
    }

    /// Names, contents and modes, in no order.
    fn files(&mut self, files: &[Input]) {
        let by_path: BTreeMap<_, _> = files
            .iter()
            .map(|file| (file.path.as_str(), file))
            .collect();
        self.number(by_path.len() as u64);
        for (path, file) in by_path {
            self.word(path);
            self.word(&file.digest.to_string());
            self.number(file.executable.into());
        }
    }

    fn digest(self) -> Digest {
        self.0.finish().0
    }
}
