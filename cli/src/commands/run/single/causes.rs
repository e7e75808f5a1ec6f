//! Why a script failed, as far as its last words tell what it missed here.

use rgrid_shared::wire::jobs::Job;

use super::super::{RunArgs, notes};
use crate::{
    exit::quote,
    hint::{self, causes},
    plan::Plan,
    printer::Printer,
    table,
};

/// Hints at what the script missed.
pub(in super::super) fn hint(
    printer: &Printer,
    args: &RunArgs,
    plan: &Plan,
    job: &Job,
    tail: &str,
) {
    if printer.json {
        return;
    }
    let cwd = plan.places.cwd();
    notes::tell_refused(printer, std::slice::from_ref(job), args, cwd);
    for name in notes::absent_in(tail, args, cwd) {
        let shown = quote(name.as_ref());
        printer.hint(format_args!("{shown} is not here, so it was not sent"));
    }
    let missed = hint::missed_files(tail, cwd, |name| plan.files.has(name));
    for name in missed.iter().take(3) {
        let shown = quote(name.as_ref());
        printer.hint(format_args!(
            "{shown} is here but was not sent: rgrid run --input {shown} …"
        ));
    }
    // A module that is here is among the missed files.
    if let Some(module) = causes::missing_module(tail).filter(|_| missed.is_empty()) {
        printer.hint(format_args!(
            "`{}` has no `{}`: {}",
            table::plain(&job.spec.runtime),
            table::plain(module),
            causes::how_to_install(tail),
        ));
    }
    if causes::wants_input(tail) {
        printer.hint(
            "it asked for more input than there was: pipe it in, as in `echo y | rgrid run …`",
        );
    }
    if !job.spec.network && causes::wants_network(tail) {
        printer.hint("it ran without a network: rgrid run --network … opens it");
    }
}
