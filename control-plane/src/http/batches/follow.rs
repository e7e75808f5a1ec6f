//! `GET /v1/batches/{id}/follow`: a batch's counts, and its jobs as each ends.

use axum::{
    extract::{
        State,
        ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    response::Response,
};
use rgrid_shared::{
    error::ErrorBody,
    id::BatchId,
    wire::{batches::Batch, follow::BatchEvent},
};
use tracing::Instrument as _;

use super::find;
use crate::{
    app::AppState,
    db,
    http::{
        artifacts::{READ_FOLLOWED, first, followed},
        auth::Caller,
        error::Error,
        extract::{Id, Params},
        follow::{Follower, Gone, socket},
    },
    wake::Topic,
};

/// How many ended jobs are read at once.
const READ_JOBS: u32 = 100;

/// Follows a batch over a WebSocket: text frames of events.
///
/// Jobs come in the order in which they ended, each with a number; connect again with the last one
/// as `after`. `End` comes after the last job.
#[utoipa::path(
    get,
    path = "/v1/batches/{id}/follow",
    tag = "batches",
    params(
        ("id" = BatchId, Path),
        ("after" = Option<u64>, Query, description = "The number of the last job seen; 0 when not given")
    ),
    responses((status = 101, description = "A WebSocket"), (status = "default", body = ErrorBody))
)]
pub(crate) async fn follow(
    State(state): State<AppState>,
    caller: Caller,
    Id(id): Id<BatchId>,
    mut params: Params,
    ws: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Error> {
    let after = params.take("after")?.unwrap_or(0);
    params.finish()?;
    let mut conn = state.db.acquire().await?;
    find(&mut conn, caller.account, id).await?;
    drop(conn);
    let span = tracing::info_span!("follow", batch.id = %id, account.id = %caller.account);
    Ok(socket(ws)?.on_upgrade(move |socket| {
        async move {
            let _running = state.tasks.token();
            let mut follower = Follower::new(socket, state.clone(), caller);
            let follow = Follow {
                state,
                caller,
                id,
                after,
                seen: None,
            };
            let outcome = follow.run(&mut follower).await;
            follower.close(outcome).await;
        }
        .instrument(span)
    }))
}

/// What one follower of a batch has seen.
struct Follow {
    state: AppState,
    caller: Caller,
    id: BatchId,
    after: u64,
    seen: Option<Batch>,
}

impl Follow {
    async fn run(mut self, follower: &mut Follower) -> Result<(), Gone> {
        let mut waiter = self.state.wake.waiter(Topic::Batch(self.id));
        loop {
            // Read before the jobs: of a batch that has ended by now, every job has.
            let mut conn = self.state.db.acquire().await?;
            let batch = find(&mut conn, self.caller.account, self.id).await?;
            drop(conn);
            if self.seen.as_ref() != Some(&batch) {
                let counts = BatchEvent::Counts {
                    batch: batch.clone(),
                };
                follower.event(&counts).await?;
                self.seen = Some(batch.clone());
            }
            if self.send_items(follower).await? {
                continue;
            }
            if batch.finished_at.is_some() {
                return follower.event(&BatchEvent::End { batch }).await;
            }
            follower.wait(&mut waiter).await?;
        }
    }

    /// Sends jobs that ended; whether there were any.
    async fn send_items(&mut self, follower: &mut Follower) -> Result<bool, Gone> {
        let account = self.caller.account;
        let mut conn = self.state.db.acquire().await?;
        let ended = db::batch::ended(&mut conn, account, self.id, (self.after, READ_JOBS)).await?;
        let jobs = ended.iter().map(|(_, job)| job.id);
        let mut artifacts = db::artifact::of_jobs(&mut conn, account, jobs, READ_FOLLOWED).await?;
        drop(conn);
        let any = !ended.is_empty();
        for (seq, job) in ended {
            let (artifacts, more) = first(artifacts.remove(&job.id).unwrap_or_default());
            let artifacts = followed(&self.state, account, artifacts)?;
            let job = Box::new(job);
            let item = BatchEvent::Item {
                seq,
                job,
                artifacts,
                more,
            };
            follower.event(&item).await?;
            self.after = seq;
        }
        Ok(any)
    }
}
