//! The report as it is sent: never larger than a message, never of a log that cannot be read.
//!
//! Both would be repeated for ever: the first breaks each connection, the second is never accepted.

use rgrid_shared::{
    job::Outcome,
    limits::MAX_NODE_MESSAGE_BYTES,
    wire::node::{Finished, FromNode},
};

use crate::connection::{Gone, encode};

/// What is sent of a report whose log could be read up to `readable`.
pub(super) fn text(report: &Finished, readable: u64) -> Result<String, Gone> {
    let whole = with_readable_log(report.clone(), readable);
    let text = encode(&FromNode::Finished(Box::new(whole)))?;
    if text.len() <= MAX_NODE_MESSAGE_BYTES {
        return Ok(text);
    }
    tracing::error!(attempt.id = %report.attempt, bytes = text.len(), "a report is too large");
    let short = with_readable_log(too_large(report, text.len()), readable);
    encode(&FromNode::Finished(Box::new(short)))
}

/// A disk that lost a part of the log has lost no more than that.
fn with_readable_log(mut report: Finished, readable: u64) -> Finished {
    if readable < report.log_bytes {
        let (attempt, lost) = (report.attempt, report.log_bytes.saturating_sub(readable));
        tracing::error!(attempt.id = %attempt, bytes = lost, "the end of a log cannot be read");
        report.log_bytes = readable;
        report.log_truncated = true;
    }
    report
}

/// A failure in place of outputs that no message can name.
fn too_large(report: &Finished, bytes: usize) -> Finished {
    let message = format!(
        "its report has {bytes} bytes and at most {MAX_NODE_MESSAGE_BYTES} can be sent; fewer outputs or shorter names would fit"
    );
    Finished {
        attempt: report.attempt,
        outcome: Outcome::Internal { message },
        usage: report.usage,
        artifacts: Vec::new(),
        inline: Vec::new(),
        log_bytes: report.log_bytes,
        log_truncated: report.log_truncated,
        ran_in: None,
    }
}
