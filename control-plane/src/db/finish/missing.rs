//! Attempts that a node does not have any more when it says hello, and those that its runner died under.

use std::collections::{HashMap, HashSet};

use rgrid_shared::{id::NodeId, wire::node::Hello};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    db::queue::{Live, Over, Used, lock, settle},
    domain::retry::{self, History, Loss},
};

/// What became of a job's attempt on the node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// The node does not have it any more.
    Missing,
    /// The runner died under it.
    Died,
    /// The runner died under it, and it was given up before that was known.
    DiedBefore,
}

/// Gives up, at once, a node's attempts that it says it does not have, and ends the job that killed
/// its runner twice; says how many jobs that changed.
///
/// # Errors
/// When the database fails.
pub async fn give_up_missing(
    conn: &mut PgConnection,
    node: NodeId,
    hello: &Hello,
) -> sqlx::Result<usize> {
    let node = node.uuid();
    let held: HashSet<_> = hello.held.iter().map(|attempt| attempt.uuid()).collect();
    let died: Vec<_> = hello.died.iter().map(|attempt| attempt.uuid()).collect();
    let jobs = sqlx::query_file_scalar!("src/db/finish/of_node.sql", node, &died)
        .fetch_all(&mut *conn)
        .await?;
    let rows = lock(conn, &jobs).await?;
    let before = died_before(conn, node, &died).await?;
    let deaths = deaths(conn, &jobs).await?;
    let gone = rows.into_iter().filter_map(|live| {
        let attempt = live.attempt_id.filter(|_| live.node_id == Some(node));
        let fate = match attempt {
            Some(attempt) if died.contains(&attempt) => Fate::Died,
            Some(attempt) if !held.contains(&attempt) => Fate::Missing,
            _ if before.contains(&live.job_id) && !live.is_running() => Fate::DiedBefore,
            _ => return None,
        };
        let earlier = deaths.get(&live.job_id).copied().unwrap_or(0);
        let history = History {
            runner_deaths: earlier.saturating_add(u32::from(fate == Fate::Died)),
            ..live.history()
        };
        Some((live, fate, history))
    });
    let over = judge(gone.collect(), died.len() == 1);
    let count = over.len();
    settle(conn, over).await?;
    Ok(count)
}

/// The last to be taken is the first to be tried again: most likely it was that one. Suspects wait
/// until those that died with them for the first time were tried.
fn judge(mut gone: Vec<(Live, Fate, History)>, alone: bool) -> Vec<Over<'static>> {
    gone.sort_by_key(|(live, _, _)| std::cmp::Reverse(live.started_at));
    let is_suspect = |history: &History| retry::is_suspect(history.runner_deaths);
    let mut died = gone.iter().filter(|(_, fate, _)| *fate != Fate::Missing);
    let mut place = u32::from(died.any(|(_, _, history)| !is_suspect(history)));
    let over = gone.into_iter().filter_map(|(live, fate, history)| {
        let loss = if fate == Fate::Missing {
            Loss::Node
        } else {
            Loss::Runner { alone, place }
        };
        let suspect = fate != Fate::Missing && is_suspect(&history);
        place = place.saturating_add(u32::from(suspect));
        // It is queued already; only a quarantine changes that.
        let stays = fate == Fate::DiedBefore && !(suspect && alone);
        (!stays).then(|| Over {
            decision: retry::lost(history, loss),
            live,
            used: Used::default(),
            artifacts: &[],
        })
    });
    over.collect()
}

/// Notes why these attempts were lost, where only that they were was known; gives their jobs.
async fn died_before(
    conn: &mut PgConnection,
    node: Uuid,
    died: &[Uuid],
) -> sqlx::Result<HashSet<Uuid>> {
    let jobs = sqlx::query_file_scalar!("src/db/finish/died.sql", node, died)
        .fetch_all(conn)
        .await?;
    Ok(jobs.into_iter().collect())
}

/// How often the runner died under each of these jobs; those where it never did are left out.
async fn deaths(conn: &mut PgConnection, jobs: &[Uuid]) -> sqlx::Result<HashMap<Uuid, u32>> {
    let rows = sqlx::query_file!("src/db/finish/deaths.sql", jobs)
        .fetch_all(conn)
        .await?;
    let counts = rows.into_iter().map(|row| (row.job_id, row.deaths));
    let counts = counts.map(|(job, deaths)| (job, u32::try_from(deaths).unwrap_or(u32::MAX)));
    Ok(counts.collect())
}
