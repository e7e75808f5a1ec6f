//! What is said while nothing happens.

use rgrid_shared::{job::JobState, wire::jobs::Job};

use super::Show;

impl Show {
    /// Nothing came for a while; says whether to ask why.
    pub(in crate::attach) fn wonders(&mut self) -> bool {
        self.state.is_none_or(waits) && self.waits.wonder()
    }

    /// Takes the job as it is now; who looks is told why nothing happens.
    pub fn state(&mut self, job: &Job) {
        let waits = waits(job.state);
        if self.state != Some(job.state) && waits && job.attempts > 0 {
            self.printer.note("its node was lost; it waits for another");
        }
        self.state = Some(job.state);
        if waits {
            self.waits
                .tell(&self.printer, job.id, job.waiting_for.as_ref());
        }
    }
}

fn waits(state: JobState) -> bool {
    match state {
        JobState::AwaitingInput | JobState::Held | JobState::Queued => true,
        JobState::Running
        | JobState::Succeeded
        | JobState::Failed
        | JobState::TimedOut
        | JobState::Cancelled => false,
    }
}
