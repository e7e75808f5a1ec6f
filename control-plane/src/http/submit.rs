//! What every way to make jobs shares: blobs that ride along, rows, the queue, upload URLs.
//!
//! Blobs are put into the store before the transaction: their names are their contents, so a
//! transaction that fails leaves nothing wrong behind, and none waits for the store.

mod blobs;
mod keys;
mod rows;

pub(crate) use blobs::{Brought, uploads};
pub(crate) use rows::{Made, Rows};

use rgrid_shared::{
    error::{ApiError, ErrorCode},
    spec::{FieldError, JobSpec, Reuse},
};

use super::error::Error;
use crate::domain::blobs::Needed;

/// Checks a spec that stands in the field `spec`, and says which blobs it needs.
///
/// # Errors
/// What is wrong, field by field.
pub(crate) fn check_spec(spec: &JobSpec) -> Result<Needed, Error> {
    spec.validate().map_err(|errors| {
        let placed = errors.into_iter().map(|error| FieldError {
            field: format!("spec.{}", error.field),
            ..error
        });
        ApiError::invalid(&placed.collect::<Vec<_>>())
    })?;
    let mut needed = Needed::default();
    needed.add("spec.inputs", spec.blobs())?;
    Ok(needed)
}

/// Who tries a job again wants it to run.
pub(crate) fn run_anew(spec: &mut JobSpec) {
    spec.reuse = spec.reuse.map(|_| Reuse::Keep);
}

/// The answer to a retry of `what`, whose secrets are not kept any more.
pub(crate) fn secrets_are_gone(what: &str) -> Error {
    let message = format!("the secrets of {what} were deleted when it ended");
    ApiError::new(ErrorCode::Conflict, message)
        .hinted("run it again with `rgrid run --secret …`")
        .into()
}
