//! `GET /v1/jobs/{id}/logs`: pages of log bytes.

use axum::{Json, extract::State};
use rgrid_shared::{
    error::ErrorBody,
    id::JobId,
    wire::{
        blobs::Base64Bytes,
        logs::{LogChunk, LogCursor, LogPage, Stream},
    },
};

use super::missing;
use crate::{
    app::AppState,
    db,
    http::{
        auth::Caller,
        error::Error,
        extract::{Id, Params},
        logs::{Read, read_on},
    },
};

/// Most log bytes of one page.
const MOST_BYTES: u32 = 4 << 20;

/// A page of the job's log; give `next` back to read on, until `end`.
#[utoipa::path(
    get,
    path = "/v1/jobs/{id}/logs",
    tag = "jobs",
    params(
        ("id" = JobId, Path),
        ("attempt" = Option<u32>, Query, description = "From `next`; the last attempt when not given"),
        ("pos" = Option<u64>, Query, description = "From `next`; 0 when not given"),
        ("limit_bytes" = Option<u32>, Query, description = "About so many; 1 to 4,194,304, 1 MiB when not given"),
        ("tail_bytes" = Option<u64>, Query, description = "Begin so many bytes before the end of the last attempt, in place of `attempt` and `pos`"),
        ("stream" = Option<Stream>, Query, description = "Only this stream")
    ),
    responses((status = 200, body = LogPage), (status = "default", body = ErrorBody))
)]
pub(crate) async fn logs(
    State(state): State<AppState>,
    caller: Caller,
    Id(id): Id<JobId>,
    mut params: Params,
) -> Result<Json<LogPage>, Error> {
    let mut cursor = cursor(&mut params)?;
    let tail = params.take("tail_bytes")?;
    let limit = params.take_limit("limit_bytes", 1 << 20, MOST_BYTES)?;
    let stream = stream(&mut params)?;
    params.finish()?;
    let mut conn = state.db.acquire().await?;
    if let Some(bytes) = tail {
        let last = db::log::tail(&mut conn, caller.account, id, bytes).await?;
        cursor = last.ok_or_else(|| missing(id))?;
    }
    let read = read_on(&mut conn, caller.account, id, cursor, limit).await?;
    let page = read.map(|read| page(read, stream));
    page.map(Json).ok_or_else(|| missing(id))
}

/// Where the reader is.
pub(crate) fn cursor(params: &mut Params) -> Result<LogCursor, Error> {
    Ok(LogCursor {
        attempt: params.take("attempt")?.unwrap_or(0),
        pos: params.take("pos")?.unwrap_or(0),
    })
}

fn stream(params: &mut Params) -> Result<Option<Stream>, Error> {
    match params.take::<String>("stream")?.as_deref() {
        None => Ok(None),
        Some("stdout") => Ok(Some(Stream::Stdout)),
        Some("stderr") => Ok(Some(Stream::Stderr)),
        Some(_) => Err(Error::field("stream", "must be stdout or stderr")),
    }
}

fn page(read: Read, stream: Option<Stream>) -> LogPage {
    let wanted = |of| stream.is_none_or(|stream| stream == of);
    let pieces = read.pieces.into_iter().filter(|piece| wanted(piece.stream));
    let chunks = pieces.map(|piece| LogChunk {
        attempt: read.attempt,
        stream: piece.stream,
        pos: piece.pos,
        data: Base64Bytes(piece.data),
        at: piece.at,
    });
    LogPage {
        chunks: chunks.collect(),
        next: read.next,
        end: read.end,
    }
}
