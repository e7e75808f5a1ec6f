//! The rules of a batch submission, on top of those of each job.

#[cfg(test)]
mod tests;

use rgrid_shared::{
    limits::{
        MAX_BATCH_INPUTS, MAX_BATCH_ITEMS, MAX_BATCH_SPEC_BYTES, MAX_BODY_BYTES, MAX_PARALLEL,
        MAX_PATH_BYTES,
    },
    spec::{FieldError, Input},
    wire::submit::SubmitBatch,
};

use super::{blobs::Needed, weight};

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
    if shared.saturating_add(own) > MAX_BATCH_INPUTS {
        let message = format!("at most {MAX_BATCH_INPUTS} inputs of all jobs together");
        errors.push(wrong("items", message));
    }
    if errors.is_empty() {
        errors.extend(check_weight(batch));
    }
    errors
}

/// What is shared stands in the row of every job: a few bytes of a request must not become gigabytes.
fn check_weight(batch: &SubmitBatch) -> Option<FieldError> {
    let shared = weight::of_spec(&batch.spec);
    if shared > MAX_BODY_BYTES {
        let message = format!("about {shared} bytes; at most {MAX_BODY_BYTES}");
        return Some(wrong("spec", message));
    }
    let mut all = 0_usize;
    for (index, item) in batch.items.iter().enumerate() {
        let one = shared.saturating_add(weight::of_item(item));
        if one > MAX_BODY_BYTES {
            let message = format!("about {one} bytes with the spec; at most {MAX_BODY_BYTES}");
            return Some(wrong(format!("items[{index}]"), message));
        }
        all = all.saturating_add(one);
    }
    (all > MAX_BATCH_SPEC_BYTES).then(|| {
        let message = format!(
            "the specs of all jobs are about {all} bytes, at most {MAX_BATCH_SPEC_BYTES}: the {shared} bytes of the spec count for each item"
        );
        wrong("items", message)
    })
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
