//! Batches: made, read, cancelled, tried again.

pub(crate) mod cancel;
pub(crate) mod create;
pub(crate) mod follow;
pub(crate) mod get;
pub(crate) mod list;
pub(crate) mod retry;

use rgrid_shared::{
    error::ApiError,
    id::{AccountId, BatchId},
    wire::batches::Batch,
};

use super::error::Error;
use crate::db;

/// The account's batch `id`, or the answer that there is none.
pub(crate) async fn find(
    conn: &mut db::Connection,
    account: AccountId,
    id: BatchId,
) -> Result<Batch, Error> {
    let batch = db::batch::get(conn, account, id).await?;
    batch.ok_or_else(|| ApiError::not_found("batch", id).into())
}
