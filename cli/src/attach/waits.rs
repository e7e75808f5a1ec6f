//! Waits: why nothing begins, told to a person or a log once, and again when the reason is another.

use std::{fmt::Display, time::Duration};

use rgrid_shared::wire::waiting::{Waiting, WaitingReason};

use crate::printer::Printer;

/// How long nothing may happen before it is asked why.
pub const QUIET: Duration = Duration::from_secs(3);
/// Of so many such times, the first is worth a question: the answer changes rarely.
const SELDOM: u32 = 5;

/// What was told about waiting.
#[derive(Debug, Default)]
pub struct Waits {
    quiet: u32,
    told: Option<WaitingReason>,
}

impl Waits {
    /// Nothing happened for a while; says whether it is time to ask why.
    pub fn wonder(&mut self) -> bool {
        self.quiet = self.quiet.wrapping_add(1);
        self.quiet % SELDOM == 1
    }

    /// Tells the answer, unless it was told or passes by itself.
    pub fn tell(&mut self, printer: &Printer, id: impl Display, why: Option<&Waiting>) {
        let Some(why) = why.filter(|why| why.reason != WaitingReason::Pickup) else {
            // The next quiet time asks again.
            self.quiet = 0;
            return;
        };
        if self.told.replace(why.reason) == Some(why.reason) || printer.quiet {
            return;
        }
        let never = why.reason == WaitingReason::LargerNode;
        let what = if never { "it cannot start" } else { "it waits" };
        printer.tell(format_args!("{what}: {}", sentence(why)));
        if let Some(hint) = &why.hint {
            printer.hint(hint);
        }
        if never {
            printer.hint(format_args!("rgrid cancel {id}    gives it up"));
        }
    }
}

/// Warns who does not stay of what cannot start as the nodes are now.
pub fn warn(printer: &Printer, id: impl Display, why: Option<&Waiting>) {
    if let Some(why) = why.filter(|why| why.reason == WaitingReason::LargerNode) {
        printer.warn(format_args!(
            "it cannot start: {}; rgrid cancel {id} gives it up",
            why.message
        ));
    }
}

/// What it waits for, and how many come before it.
#[must_use]
pub fn sentence(why: &Waiting) -> String {
    let known = matches!(why.reason, WaitingReason::Slot | WaitingReason::Turn);
    match why.ahead.filter(|ahead| known && *ahead > 0) {
        Some(1) => format!("{}; 1 job comes before it", why.message),
        Some(10_000..) => format!("{}; 10,000 jobs or more come before it", why.message),
        Some(ahead) => format!("{}; {ahead} jobs come before it", why.message),
        None => why.message.clone(),
    }
}
