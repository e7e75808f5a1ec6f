//! Notes: slips that are no errors, told to a person before a run begins or after it failed.

mod absent;
mod flags;
#[cfg(test)]
mod tests;

use std::path::Path;

use rgrid_shared::wire::jobs::Job;

use super::RunArgs;
use crate::{exit::quote, plan::batch::Item, printer::Printer};
pub(super) use absent::absent_in;
use flags::misplaced;

/// So many of the items that share a name are told.
const SHOWN: usize = 3;

/// What programs end with that do not understand their words.
const USAGE: u8 = 2;

/// Tells a person what is probably not meant.
pub(super) fn tell(printer: &Printer, args: &RunArgs, cwd: &Path) {
    if let Some(text) = misplaced_flags(args, cwd) {
        printer.note(text);
    }
}

/// Tells the same where no person was, once a script has refused its words.
pub(super) fn tell_refused(printer: &Printer, ended: &[Job], args: &RunArgs, cwd: &Path) {
    let refused = ended.iter().any(|job| job.exit_code == Some(USAGE));
    if printer.has_reader() || !refused {
        return;
    }
    if let Some(text) = misplaced_flags(args, cwd) {
        printer.tell(text);
    }
}

fn misplaced_flags(args: &RunArgs, cwd: &Path) -> Option<String> {
    let flags = misplaced(args, cwd);
    let script = args.words.first().filter(|_| !flags.is_empty())?;
    Some(format!(
        "{} stands after {}, so it is the script's; flags of rgrid stand before it",
        flags.join(" "),
        quote(script.as_ref()),
    ))
}

/// Tells which items of a batch share a name, and so have their outputs under another.
pub(super) fn same_names(printer: &Printer, args: &RunArgs, root: &Path, items: &[Item]) {
    if args.flat || args.remote_only || printer.json {
        return;
    }
    let named = |item: &&Item| Path::new(&item.name).file_stem() != Some(item.folder.as_ref());
    let others: Vec<_> = items.iter().filter(named).collect();
    let shown = others.iter().take(SHOWN).map(|item| {
        let folder = quote(&root.join(&item.folder));
        format!("{} goes to {folder}", quote(item.name.as_ref()))
    });
    let mut text = shown.collect::<Vec<_>>().join(", ");
    if text.is_empty() {
        return;
    }
    let more = others.len().saturating_sub(SHOWN);
    if more > 0 {
        text = format!("{text} and {more} more");
    }
    printer.tell(format_args!("same names: {text}"));
}
