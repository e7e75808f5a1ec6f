//! What is said while nothing happens.

use rgrid_shared::{job::JobState, wire::jobs::Job};

use super::Show;

impl Show {
    /// Nothing came for a while; says why when the job waits, once.
    pub fn quiet_for_long(&mut self) {
        let why = match self.state {
            Some(JobState::Queued) => {
                "it waits for a free node (rgrid doctor says whether there is one)"
            }
            Some(JobState::Held) => "it waits until another job of yours ends",
            Some(JobState::AwaitingInput) => "it waits for its files",
            Some(
                JobState::Running
                | JobState::Succeeded
                | JobState::Failed
                | JobState::TimedOut
                | JobState::Cancelled,
            )
            | None => return,
        };
        if !std::mem::replace(&mut self.told, true) {
            self.printer.note(why);
        }
    }

    /// Takes a change of state; a person is told why nothing happens.
    pub fn state(&mut self, job: &Job) {
        let waits = matches!(job.state, JobState::Held | JobState::Queued);
        if self.state != Some(job.state) && waits && job.attempts > 0 {
            self.printer.note("its node was lost; it waits for another");
        }
        self.state = Some(job.state);
    }
}
