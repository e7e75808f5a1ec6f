//! Which job or batch the user means.

use std::fmt;

use rgrid_shared::id::{BatchId, JobId};

use crate::{
    app::App,
    exit::{Failure, Result},
};

/// A job or a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// A job.
    Job(JobId),
    /// A batch.
    Batch(BatchId),
}

impl fmt::Display for Which {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Job(id) => id.fmt(f),
            Self::Batch(id) => id.fmt(f),
        }
    }
}

/// Reads an id; without one, the last of this machine.
///
/// # Errors
/// When the text is no id, or none is given and none remembered.
pub fn which(app: &App, given: Option<&str>) -> Result<Which> {
    parse(&app.id_or_last(given)?)
}

/// Reads an id.
///
/// # Errors
/// When the text is neither a job's nor a batch's.
pub fn parse(text: &str) -> Result<Which> {
    if text.starts_with("batch_") {
        if let Ok(id) = text.parse() {
            return Ok(Which::Batch(id));
        }
    } else if let Ok(id) = text.parse() {
        return Ok(Which::Job(id));
    }
    let shown: String = text.chars().take(64).collect();
    Err(Failure::usage(format!(
        "`{}` is not the id of a job or a batch",
        shown.escape_debug()
    ))
    .hint("rgrid list"))
}

/// The job; a batch is refused with a word on how to find its jobs.
///
/// # Errors
/// As [`which`], or when it is a batch.
pub fn job(app: &App, given: Option<&str>) -> Result<JobId> {
    match which(app, given)? {
        Which::Job(id) => Ok(id),
        Which::Batch(id) => Err(
            Failure::usage(format!("{id} is a batch; name one of its jobs"))
                .hint(format!("rgrid list --batch {id}")),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_told_apart_by_their_prefix() {
        let (job, batch) = (JobId::new(), BatchId::new());
        assert_eq!(parse(&job.to_string()).unwrap(), Which::Job(job));
        assert_eq!(parse(&batch.to_string()).unwrap(), Which::Batch(batch));
        for wrong in [
            "",
            "job_",
            "job_1",
            "batch_1",
            "../x",
            "key_01jd00000000000000000000000",
        ] {
            let failure = parse(wrong).unwrap_err();
            assert!(
                failure
                    .message
                    .contains("is not the id of a job or a batch"),
                "{failure}"
            );
        }
    }
}
