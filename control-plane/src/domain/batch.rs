//! The rules of a batch submission, on top of those of each job.

#[cfg(test)]
mod tests;

use rgrid_shared::{
    limits::{MAX_BATCH_ITEMS, MAX_PARALLEL, MAX_PATH_BYTES},
    spec::{FieldError, Input},
    wire::submit::SubmitBatch,
};

use super::blobs::Needed;

/// Most input files of all jobs of a batch together: each stands in its job's row.
const MAX_INPUTS_IN_ALL: usize = 1_000_000;
/// Errors beyond these are not listed.
const MOST_ERRORS: usize = 20;

fn wrong(field: impl Into<String>, message: impl Into<String>) -> FieldError {
    FieldError {
        field: field.into(),
        message: message.into(),
    }
}

/// Checks a batch: its own fields first, then every job.
///
/// # Errors
/// What is wrong, each once, under its path in the request.
pub fn check(batch: &SubmitBatch) -> Result<(), Vec<FieldError>> {
    let mut errors = check_shape(batch);
    if !errors.is_empty() {
        return Err(errors);
    }
    let shared = batch.spec.inputs.len();
    for (index, item) in batch.items.iter().enumerate() {
        let found = batch.item_spec(item).validate().err().unwrap_or_default();
        for error in found {
            let field = place(&error.field, index, shared);
            let error = FieldError { field, ..error };
            if !errors.contains(&error) {
                errors.push(error);
            }
        }
        let named = item.name.len() <= MAX_PATH_BYTES && !item.name.contains('\0');
        if !named {
            let message = format!("at most {MAX_PATH_BYTES} bytes and no NUL");
            errors.push(wrong(format!("items[{index}].name"), message));
        }
        if errors.len() >= MOST_ERRORS {
            break;
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

fn check_shape(batch: &SubmitBatch) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if !(1..=MAX_BATCH_ITEMS).contains(&batch.items.len()) {
        errors.push(wrong("items", format!("1 to {MAX_BATCH_ITEMS} items")));
    }
    if !(1..=MAX_PARALLEL).contains(&batch.parallel) {
        errors.push(wrong("parallel", format!("1 to {MAX_PARALLEL}")));
    }
    let shared = batch.spec.inputs.len().saturating_mul(batch.items.len());
    let own: usize = batch.items.iter().map(|item| item.inputs.len()).sum();
    if shared.saturating_add(own) > MAX_INPUTS_IN_ALL {
        let message = format!("at most {MAX_INPUTS_IN_ALL} inputs of all jobs together");
        errors.push(wrong("items", message));
    }
    errors
}

/// Where a field of one job's spec stands in the request.
fn place(field: &str, item: usize, shared_inputs: usize) -> String {
    let input = field.strip_prefix("inputs[").and_then(|rest| {
        let (at, rest) = rest.split_once(']')?;
        Some((at.parse::<usize>().ok()?, rest))
    });
    match input {
        Some((at, rest)) => match at.checked_sub(shared_inputs) {
            Some(at) => format!("items[{item}].inputs[{at}]{rest}"),
            None => format!("spec.inputs[{at}]{rest}"),
        },
        None if field == "args" => format!("items[{item}].args"),
        None => format!("spec.{field}"),
    }
}

/// The blobs that the jobs of a batch need.
///
/// # Errors
/// A blob that is too large or is given with two sizes.
pub fn needed(batch: &SubmitBatch) -> Result<Needed, FieldError> {
    let mut needed = Needed::default();
    needed.add("spec.inputs", batch.spec.blobs())?;
    for (index, item) in batch.items.iter().enumerate() {
        let blobs = item.inputs.iter().map(Input::blob);
        needed.add(&format!("items[{index}].inputs"), blobs)?;
    }
    Ok(needed)
}
