//! Jobs that tests give.

use rgrid_shared::{
    id::{AttemptId, JobId},
    spec::JobSpec,
    wire::node::{Assignment, Source},
};

/// The image that tests use.
const IMAGE: &str = "python:3.11-slim-bookworm";
/// An assignment of `spec` whose inputs come inline from `blobs`.
pub(crate) fn assignment(spec: JobSpec) -> Assignment {
    Assignment {
        attempt: AttemptId::new(),
        number: 1,
        job: JobId::new(),
        image: IMAGE.into(),
        spec,
        inputs: Vec::new(),
        stdin: None,
        dependencies: None,
        tell_ran_in: false,
    }
}

/// A job of a shell script.
pub(crate) fn sh(script: &str) -> JobSpec {
    command(&["sh", "-c", script])
}

/// A job of a Python script.
pub(crate) fn python(script: &str) -> JobSpec {
    command(&["python3", "-c", script])
}

/// A job of a command.
pub(crate) fn command(words: &[&str]) -> JobSpec {
    JobSpec::new(
        "python",
        words.iter().map(|word| (*word).to_owned()).collect(),
    )
}

/// An inline source.
pub(crate) fn inline(bytes: &'static [u8]) -> Source {
    Source::Inline(rgrid_shared::wire::blobs::Base64Bytes(bytes.into()))
}
