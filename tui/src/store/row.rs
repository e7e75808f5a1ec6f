//! Row: what lists show of a job; a tenth of what the server tells.

use chrono::{DateTime, Utc};
use rgrid_shared::{
    id::{BatchId, JobId, NodeId},
    job::{JobState, Reason},
    wire::jobs::Job,
};

use crate::widgets::text::safe;

/// A job in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: JobId,
    /// Its batch.
    pub batch: Option<BatchId>,
    /// Its place there.
    pub index: Option<u32>,
    /// The item's file or word.
    pub name: Option<Box<str>>,
    /// The script, or the program.
    pub script: Box<str>,
    /// The words after it.
    pub words: Box<str>,
    /// Where it is in its life.
    pub state: JobState,
    /// Why it did not succeed.
    pub reason: Option<Reason>,
    /// Its exit code.
    pub exit_code: Option<u8>,
    /// How many attempts were started.
    pub attempts: u32,
    /// The node of the last one.
    pub node: Option<NodeId>,
    /// When it was accepted.
    pub created_at: DateTime<Utc>,
    /// When its last attempt started.
    pub started_at: Option<DateTime<Utc>>,
    /// How long that ran.
    pub duration_ms: Option<u64>,
    /// What it cost.
    pub cost: i64,
}

impl Row {
    /// What a list shows of `job`.
    #[must_use]
    pub fn new(job: &Job) -> Self {
        let (script, words) = script(&job.spec.command, &job.spec.args);
        Self {
            id: job.id,
            batch: job.batch,
            index: job.index,
            name: job.name.as_deref().map(|name| safe(name).into()),
            script,
            words,
            state: job.state,
            reason: job.reason,
            exit_code: job.exit_code,
            attempts: job.attempts,
            node: job.node,
            created_at: job.created_at,
            started_at: job.started_at,
            duration_ms: job.duration_ms,
            cost: job.cost_micros.0,
        }
    }

    /// The item's name, or script and words.
    #[must_use]
    pub fn what(&self) -> String {
        match &self.name {
            Some(name) => name.to_string(),
            None if self.words.is_empty() => self.script.to_string(),
            None => format!("{} {}", self.script, self.words),
        }
    }

    /// How long it has run until `now`.
    #[must_use]
    pub fn took(&self, now: DateTime<Utc>) -> Option<u64> {
        if self.duration_ms.is_some() || self.state.is_final() {
            return self.duration_ms;
        }
        let since = self
            .started_at
            .filter(|_| self.state == JobState::Running)?;
        let ms = now.signed_duration_since(since).num_milliseconds();
        Some(u64::try_from(ms).unwrap_or(0))
    }

    /// Its state in words: `failed, exit code 3`.
    #[must_use]
    pub fn end(&self) -> String {
        match (self.reason, self.exit_code) {
            (Some(Reason::ExitCode), Some(code)) => format!("exit code {code}"),
            (Some(Reason::Oom), _) => "out of memory".to_owned(),
            (Some(reason), _) => reason.as_str().replace('_', " "),
            (None, _) => self.state.as_str().replace('_', " "),
        }
    }
}

/// The script among the words of a command, without its interpreter and its folder, and what follows it.
fn script(command: &[String], args: &[String]) -> (Box<str>, Box<str>) {
    let words: Vec<&String> = command.iter().chain(args).collect();
    let at = command.len().saturating_sub(1).min(words.len());
    let script = words
        .get(at)
        .map(|word| word.rsplit('/').next().unwrap_or(word));
    let rest = words.iter().skip(at + 1).map(|word| word.as_str());
    let rest: Vec<_> = rest.collect();
    let rest: String = rest.join(" ").chars().take(200).collect();
    (safe(script.unwrap_or_default()).into(), safe(&rest).into())
}
