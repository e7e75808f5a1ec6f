//! `POST /v1/blobs/commit`: the check that uploaded blobs are what they were said to be.

use axum::{Json, extract::State};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use rgrid_shared::{
    error::ErrorBody,
    id::AccountId,
    spec::BlobRef,
    wire::blobs::{CommitBlobs, CommittedBlobs},
};

use super::check;
use crate::{
    app::AppState,
    blob::{BlobError, BlobKey},
    db,
    http::{auth::Caller, error::Error, extract::Body},
};

/// How many blobs of one request are verified at the same time.
const PARALLEL: usize = 16;

/// Says that blobs were uploaded; each is verified. Jobs that waited for nothing else are queued.
#[utoipa::path(
    post,
    path = "/v1/blobs/commit",
    tag = "blobs",
    request_body = CommitBlobs,
    responses((status = 200, body = CommittedBlobs), (status = "default", body = ErrorBody))
)]
pub(crate) async fn commit(
    State(state): State<AppState>,
    caller: Caller,
    Body(body): Body<CommitBlobs>,
) -> Result<Json<CommittedBlobs>, Error> {
    let account = caller.account;
    let needed = check(&body.blobs)?;
    let known = {
        let mut conn = state.db.acquire().await?;
        db::blob::stored(&mut conn, account, needed.0.keys()).await?
    };
    needed.agree_with(&known)?;
    let verified = verify(&state, account, needed.missing(&known)).await?;
    let arrived =
        |digest| known.contains_key(digest) || verified.iter().any(|blob| blob.digest == *digest);
    let (stored, missing): (Vec<_>, Vec<_>) = needed.0.keys().partition(|digest| arrived(*digest));
    let mut tx = state.db.begin().await?;
    db::blob::insert(&mut tx, account, &verified).await?;
    // Also those that were stored before: a job may have begun to wait in between.
    db::queue::blobs_arrived(&mut tx, account, &stored).await?;
    tx.commit().await?;
    Ok(Json(CommittedBlobs { stored, missing }))
}

/// Those of the blobs that the store has, with the bytes that their names promise.
async fn verify(
    state: &AppState,
    account: AccountId,
    blobs: Vec<BlobRef>,
) -> Result<Vec<BlobRef>, Error> {
    let account = account.to_string();
    let checks = blobs.into_iter().map(|blob| {
        let key = BlobKey::new(&account, blob.digest);
        async move {
            let is_there = state.blobs.verify(&key?, blob.size).await?;
            Ok::<_, BlobError>(is_there.then_some(blob))
        }
    });
    let checked = stream::iter(checks).buffer_unordered(PARALLEL);
    let found: Vec<_> = checked.try_collect().await?;
    Ok(found.into_iter().flatten().collect())
}
