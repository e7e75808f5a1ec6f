//! Common: what all conversations of this process do together, so that the database sees one statement for many nodes.

use std::time::Duration;

use rgrid_shared::{
    id::{AttemptId, NodeId},
    wire::node::Finished,
};
use sqlx::{Connection as _, PgPool};

use super::claims::Claims;
use crate::{
    db::{
        finish::{Verdict, finish},
        lease::{BEGIN, Renewed, renew},
        reuse,
    },
    together::{Failure, Together},
};

/// Most reports of one transaction.
const MOST_ENDS: usize = 1_024;
/// Between two transactions of reports, so that each is of many: what one costs of itself is as much as twenty reports.
const BREATH: Duration = Duration::from_millis(4);
/// Most nodes whose leases one statement renews.
const MOST_NODES: usize = 256;

/// What all conversations do together; cheap to clone.
#[derive(Clone)]
pub struct Common {
    /// Jobs are taken.
    pub claims: Claims,
    ends: Together<(NodeId, Finished), Result<Verdict, Failure>>,
    renewals: Together<(NodeId, Vec<AttemptId>), Renewed>,
}

impl Common {
    /// On this database.
    #[must_use]
    pub fn new(db: &PgPool) -> Self {
        let (ends, renewals) = (db.clone(), db.clone());
        Self {
            claims: Claims::new(db.clone()),
            ends: Together::new(MOST_ENDS, BREATH, move |reports| {
                store(ends.clone(), reports)
            }),
            renewals: Together::new(MOST_NODES, Duration::ZERO, move |held| {
                let db = renewals.clone();
                async move { renew(&mut *db.acquire().await?, &held).await }
            }),
        }
    }

    /// Stores the end that a node reports.
    pub(super) async fn end(&self, node: NodeId, report: Finished) -> Result<Verdict, Failure> {
        self.ends.ask((node, report)).await?
    }

    /// Renews the leases that a node holds.
    pub(super) async fn renew(
        &self,
        node: NodeId,
        attempts: Vec<AttemptId>,
    ) -> Result<Renewed, Failure> {
        self.renewals.ask((node, attempts)).await
    }
}

/// Stores reports in one transaction; when the database refuses that, each in its own, so that one which cannot be
/// stored does not keep the others out.
async fn store(
    db: PgPool,
    reports: Vec<(NodeId, Finished)>,
) -> sqlx::Result<Vec<Result<Verdict, Failure>>> {
    match store_all(&db, &reports).await {
        Ok(verdicts) => return Ok(verdicts.into_iter().map(Ok).collect()),
        Err(sqlx::Error::Database(_)) if reports.len() > 1 => {}
        Err(error) => return Err(error),
    }
    let mut verdicts = Vec::with_capacity(reports.len());
    for report in reports.chunks(1) {
        let stored = store_all(&db, report).await;
        verdicts.extend(match stored {
            Ok(verdict) => verdict.into_iter().map(Ok).collect(),
            Err(error) => vec![Err(Failure::new(error))],
        });
    }
    Ok(verdicts)
}

async fn store_all(db: &PgPool, reports: &[(NodeId, Finished)]) -> sqlx::Result<Vec<Verdict>> {
    let mut conn = db.acquire().await?;
    let mut tx = conn.begin_with(BEGIN).await?;
    let verdicts = finish(&mut tx, reports).await?;
    let ran = reports
        .iter()
        .zip(&verdicts)
        .filter(|(_, verdict)| **verdict == Verdict::Accepted)
        .filter_map(|((node, report), _)| Some((*node, report.attempt, report.ran_in.as_ref()?)));
    reuse::note(&mut tx, ran).await?;
    tx.commit().await?;
    Ok(verdicts)
}
