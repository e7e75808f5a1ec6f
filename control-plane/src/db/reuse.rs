//! Results that later, identical jobs may have: what they ran in, and who has one of them.
//!
//! Does not say which jobs are identical: that is [`crate::domain::reuse`]'s.

use std::collections::HashMap;

use rgrid_shared::{
    digest::Digest,
    id::{AccountId, AttemptId, BatchId, JobId, NodeId},
    wire::node::RanIn,
};
use sqlx::PgConnection;

use super::ensure_rows;

/// Notes what attempts ran in, in the transaction that has stored their ends.
///
/// # Errors
/// When the database fails.
pub async fn note<'a>(
    conn: &mut PgConnection,
    ran: impl Iterator<Item = (NodeId, AttemptId, &'a RanIn)>,
) -> sqlx::Result<()> {
    let (mut attempts, mut images, mut packages) = (Vec::new(), Vec::new(), Vec::new());
    let mut nodes = Vec::new();
    for (node, attempt, ran_in) in ran.filter(|(.., ran_in)| is_digest(&ran_in.image)) {
        nodes.push(node.uuid());
        attempts.push(attempt.uuid());
        images.push(ran_in.image.as_str());
        packages.push(ran_in.packages.map(|key| key.as_bytes().to_vec()));
    }
    if attempts.is_empty() {
        return Ok(());
    }
    sqlx::query_file!(
        "src/db/reuse/note.sql",
        &attempts,
        &images as &[&str],
        &packages as &[Option<Vec<u8>>],
        &nodes
    )
    .execute(conn)
    .await
    .map(drop)
}

/// Whether a node's word for an image may be one: it is only compared, but must be storable and short.
fn is_digest(word: &str) -> bool {
    word.len() <= 256 && word.bytes().all(|byte| byte.is_ascii_graphic())
}

/// The jobs of the account whose results jobs with these keys may have, which may take so many seconds.
///
/// # Errors
/// When the database fails.
pub async fn find(
    conn: &mut PgConnection,
    account: AccountId,
    wanted: &[(Digest, u32)],
) -> sqlx::Result<HashMap<(Digest, u32), JobId>> {
    let mut found = HashMap::new();
    if wanted.is_empty() {
        return Ok(found);
    }
    let keys = wanted.iter().map(|(key, _)| key.as_bytes().to_vec());
    let within = wanted
        .iter()
        .map(|(_, s)| i64::from(*s).saturating_mul(1_000));
    let (keys, within): (Vec<_>, Vec<_>) = (keys.collect(), within.collect());
    let rows = sqlx::query_file!("src/db/reuse/find.sql", account.uuid(), &keys, &within)
        .fetch_all(conn)
        .await?;
    for row in rows {
        let key = Digest::try_from(row.key.as_slice());
        let key = key.map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
        let within = u32::try_from(row.within_ms.checked_div(1_000).unwrap_or(0)).unwrap_or(0);
        found.insert((key, within), JobId::from(row.id));
    }
    Ok(found)
}

/// Ends new jobs, all of one batch or of none, with the results of others, whose outputs and logs become theirs.
///
/// # Errors
/// When the database fails.
pub async fn take(
    conn: &mut PgConnection,
    account: AccountId,
    batch: Option<BatchId>,
    jobs: &[(JobId, JobId)],
) -> sqlx::Result<()> {
    if jobs.is_empty() {
        return Ok(());
    }
    let (ids, sources): (Vec<_>, Vec<_>) = jobs
        .iter()
        .map(|(job, source)| (job.uuid(), source.uuid()))
        .unzip();
    let seqs: Vec<_> = (1..).take(jobs.len()).collect();
    let (account, batch) = (account.uuid(), batch.map(BatchId::uuid));
    let done = sqlx::query_file!(
        "src/db/reuse/take.sql",
        account,
        batch,
        &ids,
        &sources,
        &seqs
    )
    .execute(conn)
    .await?;
    ensure_rows(done.rows_affected(), jobs.len())
}
