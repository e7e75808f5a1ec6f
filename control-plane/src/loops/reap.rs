//! The reaper: gives up leases that ran out, fails jobs whose inputs never came, repairs what a crash
//! left waiting, and forgets what nobody will ask for again.
//!
//! Owns when. What becomes of an attempt is decided in [`crate::domain::retry`].

#[cfg(test)]
mod tests;

use std::time::Duration;

use sqlx::{PgConnection, PgPool};
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use super::leader::{Chore, leads};
use crate::db::{finish, idempotency, node, queue};

const EVERY: Duration = Duration::from_secs(5);
/// How many rows of a kind one transaction takes; the rest is taken by the next.
const MOST: i64 = 500;
/// After how many seconds a job whose inputs have not arrived fails: a day.
const INPUTS_WITHIN_S: f64 = 86_400.0;

/// After how many seconds an idempotency key, or an enrol token that ran out, is forgotten: a day.
const FORGET_AFTER_S: f64 = 86_400.0;

/// What one tick did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reaped {
    /// Attempts whose leases had run out.
    pub leases: usize,
    /// Jobs whose inputs never came.
    pub inputs: usize,
    /// Idempotency keys and enrol tokens that were forgotten.
    pub forgotten: u64,
}

/// Reaps once, unless another control plane is at it.
///
/// # Errors
/// When the database fails.
pub async fn tick(db: &PgPool) -> sqlx::Result<Reaped> {
    let mut lead = db.begin().await?;
    if !leads(&mut lead, Chore::Reap).await? {
        return Ok(Reaped::default());
    }
    let mut tx = db.begin().await?;
    let leases = finish::give_up_leases(&mut tx, MOST).await?;
    tx.commit().await?;
    still_leads(&mut lead).await?;
    let mut tx = db.begin().await?;
    let inputs = finish::expire_inputs(&mut tx, INPUTS_WITHIN_S, MOST).await?;
    tx.commit().await?;
    repair(db, &mut lead).await?;
    let forgotten = forget(db).await?;
    lead.commit().await?;
    Ok(Reaped {
        leases,
        inputs,
        forgotten,
    })
}

/// A leader whose transaction says nothing for long is taken for one that stands still.
async fn still_leads(lead: &mut PgConnection) -> sqlx::Result<()> {
    leads(lead, Chore::Reap).await.map(drop)
}

/// Forgets old idempotency keys and enrol tokens.
async fn forget(db: &PgPool) -> sqlx::Result<u64> {
    let mut conn = db.acquire().await?;
    let keys = idempotency::purge(&mut conn, FORGET_AFTER_S, MOST).await?;
    let tokens = node::purge_enrol_tokens(&mut conn, FORGET_AFTER_S, MOST).await?;
    Ok(keys.saturating_add(tokens))
}

/// Lets go on what should have gone on already: jobs that wait for blobs which are stored, and held
/// jobs whose account has a free slot. Both happen only when two things crossed.
async fn repair(db: &PgPool, lead: &mut PgConnection) -> sqlx::Result<()> {
    let mut conn = db.acquire().await?;
    for (account, digests) in queue::arrived_unnoticed(&mut conn).await? {
        let mut tx = db.begin().await?;
        queue::blobs_arrived(&mut tx, account, &digests).await?;
        tx.commit().await?;
        still_leads(lead).await?;
    }
    for account in queue::accounts_with_room(&mut conn).await? {
        let mut tx = db.begin().await?;
        queue::release_of(&mut tx, account).await?;
        tx.commit().await?;
        still_leads(lead).await?;
    }
    Ok(())
}

/// Reaps every five seconds until `stopping`.
pub async fn run(db: PgPool, stopping: CancellationToken) {
    let mut clock = interval(EVERY);
    clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stopping.cancelled() => return,
            _ = clock.tick() => {}
        }
        match tick(&db).await {
            Ok(reaped) if reaped == Reaped::default() => {}
            Ok(Reaped {
                leases,
                inputs,
                forgotten,
            }) => tracing::info!(leases, inputs, forgotten, "reaped"),
            Err(error) => tracing::warn!(%error, "cannot reap now"),
        }
    }
}
