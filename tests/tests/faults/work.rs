//! Work: jobs whose every byte is known beforehand, but for the attempt that makes it.

mod plain;

use fastrand::Rng;
use rgrid_shared::{
    digest::Digest,
    id::AttemptId,
    job::{JobState, Reason},
    path::RelPath,
    spec::{Input, JobSpec},
};
pub(super) use rgrid_tests::scripted::pattern;

/// One job to be.
#[derive(Debug, Clone)]
pub(super) struct Work {
    /// Its name in the history.
    pub(super) label: String,
    /// Bytes on standard output.
    pub(super) out: usize,
    /// Bytes on standard error.
    pub(super) err: usize,
    /// The size of the file it writes.
    pub(super) file: Option<usize>,
    /// How long it takes, in milliseconds.
    pub(super) sleep: u64,
    /// Its exit code.
    pub(super) code: u8,
    /// The size of the file that is sent to it.
    pub(super) input: Option<usize>,
    /// Whether somebody cancels it on the way.
    pub(super) cancel: bool,
    /// Whether its first attempt never ends by itself.
    pub(super) stuck: bool,
}

/// The name of the file that a job writes.
pub(super) const FILE: &str = "made/result";

impl Work {
    /// One of many kinds.
    pub(super) fn any(label: String, rng: &mut Rng) -> Self {
        let large = rng.u8(..20) == 0;
        Self {
            label,
            out: if large {
                rng.usize(200_000..600_000)
            } else {
                rng.usize(..2_000)
            },
            err: rng.usize(..300),
            file: (rng.u8(..3) > 0).then(|| {
                if large {
                    rng.usize(70_000..300_000)
                } else {
                    rng.usize(..1_000)
                }
            }),
            sleep: if rng.u8(..8) == 0 {
                rng.u64(1_000..6_000)
            } else {
                rng.u64(..400)
            },
            code: if rng.u8(..12) == 0 { 3 } else { 0 },
            input: (rng.u8(..5) == 0).then(|| rng.usize(..200_000)),
            cancel: rng.u8(..25) == 0,
            stuck: false,
        }
    }

    /// One of a batch: nobody cancels it, and nothing is sent to it.
    pub(super) fn item(label: String, rng: &mut Rng) -> Self {
        Self {
            input: None,
            cancel: false,
            ..Self::any(label, rng)
        }
    }

    /// The bytes that are sent to it, which no other job has.
    pub(super) fn input_bytes(&self, size: usize) -> Vec<u8> {
        let words = format!("{} ", self.label).into_bytes();
        words.into_iter().cycle().take(size).collect()
    }

    /// The words that the scripted runner plays.
    pub(super) fn words(&self) -> Vec<String> {
        let half = self.out / 2;
        let mut words = vec![
            format!("out={half}"),
            format!("err={}", self.err),
            format!("sleep={}", self.sleep),
        ];
        words.extend(self.stuck.then(|| "first=hang".to_owned()));
        words.push(format!("rest={half}:{}", self.out));
        words.extend(self.file.map(|size| format!("file={FILE}:{size}")));
        words.push(format!("exit={}", self.code));
        words.push(self.label.clone());
        words
    }

    /// As a job of its own.
    pub(super) fn spec(&self) -> JobSpec {
        let mut spec = JobSpec::new("bash", vec!["play".to_owned()]);
        spec.args = self.words();
        spec.inputs.extend(self.input.map(|size| Input {
            path: RelPath::new("given").unwrap(),
            digest: Digest::of(&self.input_bytes(size)),
            size: size as u64,
            executable: false,
        }));
        spec
    }

    /// Whether the job may end so.
    pub(super) fn may_end(
        &self,
        state: JobState,
        reason: Option<Reason>,
        code: Option<u8>,
    ) -> bool {
        match (state, reason) {
            (JobState::Succeeded, None) => self.code == 0 && code == Some(0),
            (JobState::Failed, Some(Reason::ExitCode)) => self.code != 0 && code == Some(self.code),
            (JobState::Cancelled, Some(Reason::Cancelled)) => self.cancel,
            // The platform tried as often as it does; that it says so is all that can be asked.
            (
                JobState::Failed,
                Some(Reason::LostNode | Reason::RunnerDied | Reason::Internal | Reason::Inputs),
            ) => true,
            _ => false,
        }
    }

    /// Standard output and standard error as one attempt prints them.
    pub(super) fn printed(&self, attempt: AttemptId) -> [Vec<u8>; 2] {
        [self.out, self.err].map(|size| pattern(attempt, size))
    }
}
