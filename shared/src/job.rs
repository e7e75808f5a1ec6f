//! Jobs: their states, the moves between them, and how an attempt's end becomes a job's end.

mod outcome;
mod reason;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use outcome::{Ending, Outcome};
pub use reason::Reason;
pub use state::{JobState, UnknownState};
pub use transition::{Event, IllegalMove};
