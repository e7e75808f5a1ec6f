//! Nodes report the ends of their attempts.

use std::collections::HashMap;

use rgrid_shared::{
    id::{AttemptId, NodeId},
    wire::node::Finished,
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    db::{
        queue::{Live, Over, Used, lock_attempts, settle},
        rate,
    },
    domain::{
        pricing::{Rate, rate_at},
        retry,
    },
};

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The end is stored, now or before.
    Accepted,
    /// The attempt is no longer this node's; nothing was stored.
    Fenced,
}

/// Stores the ends that nodes report, in the order given, each attempt once; repeating it is harmless.
///
/// Blobs and logs of the reports are stored already. Runs in the caller's transaction.
///
/// # Errors
/// When the database fails.
pub async fn finish(
    conn: &mut PgConnection,
    reports: &[(NodeId, Finished)],
) -> sqlx::Result<Vec<Verdict>> {
    let ids: Vec<_> = reports.iter().map(|(_, report)| id(report)).collect();
    let rows = lock_attempts(conn, &ids).await?;
    let rows = rows.into_iter().filter(Live::is_running);
    let mut live: HashMap<_, _> = rows
        .map(|row| ((row.attempt_id, row.node_id), row))
        .collect();
    let rates = rate::all(conn).await?;
    let mut verdicts = HashMap::new();
    let mut over = Vec::new();
    for (node, report) in reports {
        if let Some(row) = live.remove(&(Some(id(report)), Some(node.uuid()))) {
            verdicts.insert(report.attempt, Verdict::Accepted);
            over.push(judge(row, report, &rates));
        }
    }
    settle(conn, over).await?;
    let unknown: Vec<_> = ids
        .iter()
        .filter(|id| !verdicts.contains_key(&AttemptId::from(**id)))
        .copied()
        .collect();
    for id in stored_before(conn, &unknown).await? {
        verdicts.insert(id.into(), Verdict::Accepted);
    }
    let verdict = |report: &Finished| verdicts.get(&report.attempt).copied();
    Ok(reports
        .iter()
        .map(|(_, report)| verdict(report).unwrap_or(Verdict::Fenced))
        .collect())
}

fn id(report: &Finished) -> Uuid {
    report.attempt.uuid()
}

/// Whether the end of this attempt is the stored end of its job.
pub(crate) async fn is_stored(conn: &mut PgConnection, attempt: AttemptId) -> sqlx::Result<bool> {
    let stored = stored_before(conn, &[attempt.uuid()]).await?;
    Ok(!stored.is_empty())
}

async fn stored_before(conn: &mut PgConnection, attempts: &[Uuid]) -> sqlx::Result<Vec<Uuid>> {
    if attempts.is_empty() {
        return Ok(Vec::new());
    }
    sqlx::query_file_scalar!("src/db/finish/stored.sql", attempts)
        .fetch_all(conn)
        .await
}

fn judge<'a>(live: Live, report: &'a Finished, rates: &[Rate]) -> Over<'a> {
    // Any number that differs from attempt to attempt will do; the low bits of its id are random.
    let jitter = u32::try_from(report.attempt.uuid().as_u128() & 0xffff_ffff).unwrap_or(0);
    Over {
        decision: retry::after(&report.outcome, live.history(), jitter),
        used: used(&live, report, rates),
        artifacts: &report.artifacts,
        live,
    }
}

/// What the attempt used, and its price: no more time than passed here, and nothing for our own faults.
fn used(live: &Live, report: &Finished, rates: &[Rate]) -> Used {
    let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let elapsed = u64::try_from(live.elapsed_ms).unwrap_or(0);
    let duration = report.usage.duration_ms.min(elapsed);
    let rate = live.started_at.and_then(|at| rate_at(rates, at));
    let cost = rate
        .filter(|_| !report.outcome.is_infrastructure())
        .map(|rate| {
            let cpu = u32::try_from(live.cpu_millis).unwrap_or(0);
            rate.cost(duration, cpu, u64::try_from(live.memory_bytes).unwrap_or(0))
        });
    Used {
        duration_ms: Some(signed(duration)),
        cpu_ms: Some(signed(report.usage.cpu_ms)),
        max_memory_bytes: Some(signed(report.usage.max_memory_bytes)),
        log_bytes: signed(report.log_bytes),
        log_truncated: report.log_truncated,
        cost_micros: cost.unwrap_or_default().0,
    }
}
