//! Jobs: made, read, cancelled, tried again.

pub(crate) mod artifacts;
pub(crate) mod attempts;
pub(crate) mod cancel;
pub(crate) mod create;
pub(crate) mod follow;
pub(crate) mod get;
pub(crate) mod list;
pub(crate) mod logs;
pub(crate) mod retry;

use rgrid_shared::{
    error::ApiError,
    id::{AccountId, JobId},
    wire::jobs::Job,
};

use super::error::Error;
use crate::db;

/// The account's job `id`, or the answer that there is none.
pub(crate) async fn find(
    conn: &mut db::Connection,
    account: AccountId,
    id: JobId,
) -> Result<Job, Error> {
    let job = db::job::get(conn, account, id).await?;
    job.ok_or_else(|| missing(id))
}

/// The answer that there is no such job, or that it is another account's.
pub(crate) fn missing(id: JobId) -> Error {
    ApiError::not_found("job", id)
        .hinted("`rgrid list` shows your jobs")
        .into()
}
