//! Attempt: one try of a job on this node, from its assignment to the accepted report.
//!
//! Owns the order of things: fetch, run, collect, upload, save, report, forget. Knows the engine only
//! as a seam and the control plane only through its port.

mod aloud;
mod bring_home;
mod drive;
mod execute;
mod finish;
mod limits;
mod packages;
mod prepare;
mod ran;
mod report;
mod says;
mod stop;

use std::{
    sync::{Arc, atomic::AtomicBool},
    time::{Duration, Instant},
};

use rgrid_shared::{
    id::{AttemptId, NodeId},
    limits::MAX_LOG_BYTES,
    wire::node::Assignment,
};
use tokio::{sync::watch, time::timeout};

use crate::{
    beneath::Root,
    context::{Context, Notice},
    port::Port,
    state_dir::{AttemptDir, Ended},
};
use execute::{Work, sandbox};
pub(crate) use report::report_again;
use report::{set_off, until_accepted};
use says::Says;

/// After this long without an acceptance a report is put on the disk itself.
const SETTLED_AFTER: Duration = Duration::from_secs(1);

/// Does all of an attempt; when it returns, nothing is left of it here.
pub(crate) async fn run(context: Arc<Context>, node: NodeId, assignment: Assignment, port: Port) {
    let attempt = assignment.attempt;
    let dir = context.state.attempt(attempt);
    if let Err(error) = go(&context, node, &assignment, port, &dir).await {
        // Without a folder there is no report; the lease runs out and another node takes it.
        tracing::error!(attempt.id = %attempt, %error, "the attempt cannot be kept on this disk");
        context.notify(Notice::Failed);
    }
    forget(&context, attempt, &dir).await;
}

async fn go(
    context: &Arc<Context>,
    node: NodeId,
    assignment: &Assignment,
    port: Port,
    dir: &AttemptDir,
) -> std::io::Result<()> {
    let root = Arc::new(set_up(context, node, assignment, dir)?);
    let (mut spool, log) = dir.new_log(MAX_LOG_BYTES);
    let (report, reported) = watch::channel(None);
    let (attempt, number) = (assignment.attempt, assignment.number);
    let sent = set_off(context, (attempt, number), port, (log, reported));
    let (mut delivery, mut finisher) = sent.split(context, &root);
    let stops = &finisher.stops.clone();
    let work = Work {
        context,
        node,
        assignment,
        dir,
        root: &root,
        stops,
        unfit: AtomicBool::new(false),
    };
    let Some(mut ran) = work.run(&mut spool, &mut finisher.desk).await else {
        delivery.abort();
        return Ok(());
    };
    let says = Says::of(&work, &ran);
    let removal = ran.removal.take();
    match finisher.finish(assignment, ran, &mut spool).await {
        Some(result) => {
            let ended = Ended::new(number, &result);
            dir.save(&ended)?;
            // Before its slot is free.
            says.tell(context, &result.outcome);
            reports(context, attempt);
            report.send_replace(Some(Arc::new(result.clone())));
            let accepted = until_accepted(&mut finisher, &result, &mut delivery);
            settled_meanwhile(accepted, dir, ended).await;
        }
        None => delivery.abort(),
    }
    if let Some(removal) = removal {
        let _ = removal.await;
    }
    Ok(())
}

/// Its slot is free, and only the control plane decides from now on.
fn reports(context: &Context, attempt: AttemptId) {
    context.leases.keep_for_report(attempt, Instant::now());
    context.notify(Notice::Reporting(attempt));
}

/// A report that is accepted soon need not be on the disk itself; one that waits for longer is put there.
async fn settled_meanwhile(accepted: impl Future<Output = ()>, dir: &AttemptDir, ended: Ended) {
    let mut accepted = std::pin::pin!(accepted);
    if timeout(SETTLED_AFTER, &mut accepted).await.is_ok() {
        return;
    }
    let (dir, attempt) = (dir.clone(), ended.finished.attempt);
    let settled = tokio::task::spawn_blocking(move || dir.settle(&ended)).await;
    if let Ok(Err(error)) = settled {
        tracing::error!(attempt.id = %attempt, %error, "a result cannot be put on the disk itself");
    }
    accepted.await;
}

/// Makes the folder; a sandbox that waits brings a working directory of its own along.
fn set_up(
    context: &Context,
    node: NodeId,
    assignment: &Assignment,
    dir: &AttemptDir,
) -> std::io::Result<Root> {
    let made = dir.create()?;
    let mut spec = sandbox(node, assignment, dir);
    let at_hand = packages::at_hand(context, assignment, &mut spec);
    let moved_in = at_hand && context.engine.reserve(&spec);
    if moved_in { dir.root() } else { Ok(made) }
}

async fn forget(context: &Context, attempt: AttemptId, dir: &AttemptDir) {
    if dir.remove_empty().is_err() {
        let dir = dir.clone();
        let removed = tokio::task::spawn_blocking(move || dir.remove()).await;
        if let Ok(Err(error)) = removed {
            tracing::error!(attempt.id = %attempt, %error, "an attempt's folder cannot be removed");
        }
    }
    context.engine.release(attempt);
    context.leases.release(attempt);
    context.notify(Notice::Gone(attempt));
}
