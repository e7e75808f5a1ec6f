//! A job's end as ours.

use rgrid_shared::wire::jobs::Job;

use super::{exit_code, hints, is_own_exit, sentence, unstarted};
use crate::{
    exit::{Failure, Result},
    printer::Printer,
};

/// The job's end as ours, with what is said of it; `tail` is the end of its log.
///
/// # Errors
/// Unless it succeeded.
pub fn end(printer: &Printer, job: &Job, tail: &str) -> Result<()> {
    // Elsewhere a script's own failure is as silent as it would be here; a document says all.
    let silent = printer.json || (is_own_exit(job) && !printer.has_reader());
    match exit_code(job) {
        0 => Ok(()),
        code if silent => Err(Failure::ended(code)),
        code => Err(Failure {
            message: unstarted(job, tail)
                .or_else(|| sentence(job))
                .unwrap_or_default(),
            hints: hints(job),
            ..Failure::ended(code)
        }),
    }
}
