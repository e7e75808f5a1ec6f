//! The table: first what screens have of their own, then what all have.

mod everywhere;
mod screens;

use super::{Action, Context, Entry, Kind, command};

const SIZE: usize = screens::TABLE.len() + everywhere::TABLE.len();

/// All actions, the most useful of a screen first.
pub const TABLE: &[Entry] = &JOINED;

const JOINED: [Entry; SIZE] = {
    let mut all = [NONE; SIZE];
    let mut at = 0;
    while at < SIZE {
        let own = screens::TABLE.len();
        #[expect(clippy::indexing_slicing, reason = "the compiler runs it")]
        if at < own {
            all[at] = screens::TABLE[at];
        } else {
            all[at] = everywhere::TABLE[at - own];
        }
        at += 1;
    }
    all
};

/// What stands for an action that the table forgot.
pub(super) const NONE: Entry = entry(Action::Redraw, "", &["ctrl-l"], &[]);

const fn entry(
    action: Action,
    name: &'static str,
    keys: &'static [&'static str],
    on: &'static [Kind],
) -> Entry {
    Entry {
        action,
        name,
        keys,
        label: "",
        help: "",
        on,
        writes: false,
        command: command::none,
    }
}

impl Entry {
    const fn says(mut self, label: &'static str, help: &'static str) -> Self {
        self.label = label;
        self.help = help;
        self
    }

    const fn types(mut self, command: fn(&Context) -> Option<String>) -> Self {
        self.command = command;
        self
    }

    const fn writes(mut self) -> Self {
        self.writes = true;
        self
    }
}
