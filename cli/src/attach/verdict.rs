//! Verdict: what a job's end means for our exit code, and the sentence that says which side failed.

mod end;
mod image;
mod unstarted;

use rgrid_shared::{
    error::exit,
    job::{JobState, Reason},
    wire::jobs::Job,
};

use crate::table;
pub use end::end;
pub use unstarted::unstarted;

/// The next things to type after such an end.
#[must_use]
pub fn hints(job: &Job) -> Vec<String> {
    if job.reason == Some(Reason::RunnerDied) {
        return vec![format!("rgrid retry {}    tries it again", job.id)];
    }
    if job.reason != Some(Reason::Image) {
        return Vec::new();
    }
    let name = table::plain(&job.spec.runtime);
    let mut hints = Vec::new();
    if rgrid_shared::runtime::find(&job.spec.runtime).is_none() {
        hints.push(format!("docker pull {name}    on the node says more"));
    }
    hints.push("rgrid runtimes    lists what else there is".to_owned());
    hints
}

/// The exit code for a job that has ended.
#[must_use]
pub fn exit_code(job: &Job) -> u8 {
    match (job.state, job.reason) {
        (JobState::Succeeded, _) => exit::OK,
        (JobState::Cancelled, _) | (_, Some(Reason::Cancelled)) => exit::JOB_CANCELLED,
        (JobState::TimedOut, _) | (_, Some(Reason::Timeout)) => exit::JOB_TIMED_OUT,
        (_, Some(Reason::Oom)) => exit::JOB_OOM,
        (_, Some(Reason::ExitCode)) => job.exit_code.unwrap_or(exit::JOB_LOST),
        (
            _,
            Some(
                Reason::LostNode
                | Reason::RunnerDied
                | Reason::DiskQuota
                | Reason::Image
                | Reason::Dependencies
                | Reason::Inputs
                | Reason::Internal,
            )
            | None,
        ) => exit::JOB_LOST,
    }
}

/// Whether the script itself ended this way, as it would have done here.
#[must_use]
pub fn is_own_exit(job: &Job) -> bool {
    job.reason == Some(Reason::ExitCode) && job.exit_code.is_some()
}

/// The sentence; nothing for success.
#[must_use]
pub fn sentence(job: &Job) -> Option<String> {
    let said = job
        .message
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty());
    let because = |text: &str| match said {
        Some(said) => format!("{text}: {}", table::plain(said)),
        None => text.to_owned(),
    };
    let memory = table::amount(job.spec.resources.memory_bytes);
    let text = match (job.state, job.reason?) {
        (JobState::Succeeded, _) => return None,
        (_, Reason::ExitCode) => match job.exit_code {
            Some(code) => because(&format!("the {} exited with code {code}", noun(job))),
            None => because(&format!("the {} failed", noun(job))),
        },
        (_, Reason::Oom) => {
            format!("the job ran out of memory: it may use {memory} (--memory raises it)")
        }
        (_, Reason::Timeout) => {
            format!(
                "the job ran into its timeout of {} s (--timeout raises it)",
                job.spec.timeout_s
            )
        }
        (_, Reason::LostNode) => because("the job's node was lost too often"),
        (_, Reason::RunnerDied) => because("the job is in quarantine"),
        (_, Reason::DiskQuota) => because("the job used up its disk (--disk raises its limit)"),
        (_, Reason::Image) => {
            let name = table::plain(&job.spec.runtime);
            let why = said.map_or(String::new(), |said| format!(": {}", image::why(said)));
            format!("the image of `{name}` cannot be pulled{why}")
        }
        (_, Reason::Dependencies) => because("the dependencies cannot be installed"),
        (_, Reason::Inputs) => because("the job's inputs did not arrive"),
        (_, Reason::Cancelled) => "the job was cancelled".to_owned(),
        (_, Reason::Internal) => because("RGrid itself failed"),
    };
    Some(text)
}

/// What ran: a script has the program in front that reads it, or a path.
fn noun(job: &Job) -> &'static str {
    match job.spec.command.as_slice() {
        [word] if !word.contains('/') => "command",
        _ => "script",
    }
}
