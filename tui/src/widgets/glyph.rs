//! Glyphs: one sign for each thing, and its twin in ASCII.

use rgrid_shared::job::JobState;

use crate::theme::Look;

/// The sign of a state.
#[must_use]
pub fn state(look: Look, state: JobState) -> &'static str {
    let (fine, plain) = match state {
        JobState::AwaitingInput => ("↑", "^"),
        JobState::Held => ("◌", ":"),
        JobState::Queued => ("○", "."),
        JobState::Running => ("●", "*"),
        JobState::Succeeded => ("✓", "+"),
        JobState::Failed => ("✗", "x"),
        JobState::TimedOut => ("◷", "t"),
        JobState::Cancelled => ("⊘", "-"),
    };
    pick(look, fine, plain)
}

/// The letter of a state, for grids.
#[must_use]
pub fn letter(state: JobState) -> &'static str {
    match state {
        JobState::AwaitingInput => "A",
        JobState::Held => "h",
        JobState::Queued => "q",
        JobState::Running => "R",
        JobState::Succeeded => "s",
        JobState::Failed => "F",
        JobState::TimedOut => "T",
        JobState::Cancelled => "C",
    }
}

/// One of two by what the terminal can show.
#[must_use]
pub fn pick(look: Look, fine: &'static str, plain: &'static str) -> &'static str {
    if look.ascii { plain } else { fine }
}

/// The sign of a marked line.
#[must_use]
pub fn mark(look: Look) -> &'static str {
    pick(look, "▌", "#")
}

/// The sign before what folds.
#[must_use]
pub fn fold(look: Look, open: bool) -> &'static str {
    if open {
        pick(look, "▾", "v")
    } else {
        pick(look, "▸", ">")
    }
}
