//! Reports of ends: stored once their logs and outputs are.

use std::collections::{HashMap, HashSet};

use futures_util::future::try_join_all;
use rgrid_shared::{
    id::AttemptId,
    job::Outcome,
    limits::{MAX_ARTIFACTS, MAX_INLINE_BLOB_BYTES, MAX_INLINE_BYTES},
    wire::node::{Finished, ToNode},
};

use super::{
    Session,
    blobs::{self, Outputs},
    end::End,
};
use crate::db::{finish::Verdict, log};

/// Reports that wait to be stored, and how far logs are.
#[derive(Default)]
pub(super) struct Reports {
    waiting: Vec<Finished>,
    logs: HashMap<AttemptId, u64>,
}

impl Reports {
    /// Takes a report; one that breaks the rules becomes a fault of the runner, so that its
    /// repetition cannot go on for ever.
    pub(super) fn add(&mut self, mut report: Finished) {
        if let Err(rule) = check(&report) {
            tracing::error!(attempt.id = %report.attempt, rule, "a report breaks a rule");
            report.artifacts.clear();
            report.inline.clear();
            report.outcome = Outcome::Internal {
                message: format!("the runner's report breaks a rule: {rule}"),
            };
        }
        self.waiting.push(report);
    }

    /// Remembers up to where the log of an attempt is stored.
    pub(super) fn log_is_stored(&mut self, attempt: AttemptId, pos: u64) {
        self.logs.insert(attempt, pos);
    }

    /// Stores all that can be stored, with what other nodes report, and answers each.
    pub(super) async fn store(&mut self, session: &Session) -> Result<(), End> {
        let mut ready = Vec::new();
        for report in std::mem::take(&mut self.waiting) {
            if self.log_is_whole(session, &report).await? {
                ready.extend(with_outputs(session, report).await?);
            }
        }
        if ready.is_empty() {
            return Ok(());
        }
        let common = &session.state.common;
        let stored = ready.into_iter().map(async |report| {
            let attempt = report.attempt;
            Ok::<_, End>((attempt, common.end(session.node, report).await?))
        });
        for (attempt, verdict) in try_join_all(stored).await? {
            self.logs.remove(&attempt);
            let answer = match verdict {
                Verdict::Accepted => ToNode::Accepted { attempt },
                Verdict::Fenced => {
                    tracing::info!(attempt.id = %attempt, "a report is refused: the attempt is over");
                    ToNode::Fenced { attempt }
                }
            };
            session.out.say(&answer).await?;
        }
        Ok(())
    }

    /// Whether all bytes of the log are stored; if not, the node is told from where to send again.
    async fn log_is_whole(&self, session: &Session, report: &Finished) -> Result<bool, End> {
        let attempt = report.attempt;
        let known = self.logs.get(&attempt).copied().unwrap_or(0);
        if known >= report.log_bytes {
            return Ok(true);
        }
        let mut conn = session.state.db.acquire().await?;
        // An attempt that does not run here any more is judged without its log.
        let stored = log::stored(&mut conn, session.node, attempt).await?;
        drop(conn);
        match stored {
            Some(pos) if pos < report.log_bytes => {
                session.out.say(&ToNode::LogStored { attempt, pos }).await?;
                Ok(false)
            }
            Some(_) | None => Ok(true),
        }
    }
}

/// The report, once its outputs are stored; else the node learns what is missing.
async fn with_outputs(session: &Session, report: Finished) -> Result<Option<Finished>, End> {
    let attempt = report.attempt;
    match blobs::keep_outputs(session, &report).await? {
        Outputs::Stored => Ok(Some(report)),
        Outputs::Missing(digests) => {
            let missing = ToNode::BlobsMissing { attempt, digests };
            session.out.say(&missing).await?;
            Ok(None)
        }
        // No answer: the node reports again, and by then the store may answer.
        Outputs::Unknown => Ok(None),
    }
}

/// The rules of a report; the rule that it breaks.
fn check(report: &Finished) -> Result<(), &'static str> {
    if report.artifacts.len() > MAX_ARTIFACTS {
        return Err("too many files");
    }
    let paths: HashSet<_> = report
        .artifacts
        .iter()
        .map(|artifact| &artifact.path)
        .collect();
    if paths.len() != report.artifacts.len() {
        return Err("two files with one path");
    }
    let mut all: usize = 0;
    for bytes in &report.inline {
        all = all.saturating_add(bytes.0.len());
        if bytes.0.len() > MAX_INLINE_BLOB_BYTES || all > MAX_INLINE_BYTES {
            return Err("too many bytes inline");
        }
    }
    Ok(())
}
