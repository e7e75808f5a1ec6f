//! Logs: followed at their end, read around a place, and searched from beginning to end.

pub(super) mod search;

use rgrid_shared::{
    client::{Client, ClientError, JobMessage},
    id::JobId,
    wire::{
        blobs::Base64Bytes,
        follow::JobEvent,
        logs::{LogChunk, LogCursor, LogFrame},
    },
};

use super::{Teller, backoff::Backoff};
use crate::message::{News, Part};

/// How much of the end of a log is read first, and how much before a place.
const PIECE: u64 = 256 << 10;

async fn tell(teller: &Teller, id: JobId, part: Part) {
    teller.tell(News::Log(id, part)).await;
}

/// The end of the log, and then what comes.
pub(super) async fn follow(client: Client, teller: Teller, id: JobId) {
    let mut backoff = Backoff::new();
    let mut at: Option<LogCursor> = None;
    loop {
        backoff.tries();
        let why = match follow_once(&client, &teller, id, &mut at).await {
            Ok(true) => return tell(&teller, id, Part::End).await,
            Ok(false) => "the connection ended".to_owned(),
            Err(error) => error.to_string(),
        };
        tell(&teller, id, Part::Lost(why)).await;
        tokio::time::sleep(backoff.pause()).await;
    }
}

/// One connection; true when the log has ended.
async fn follow_once(
    client: &Client,
    teller: &Teller,
    id: JobId,
    at: &mut Option<LogCursor>,
) -> Result<bool, ClientError> {
    let mut from = if let Some(from) = *at {
        from
    } else {
        let most = u32::try_from(PIECE).unwrap_or(u32::MAX);
        let page = client.log_tail(id, most).await?;
        *at = Some(page.next);
        tell(teller, id, Part::Anew(page.chunks, page.next)).await;
        if page.end {
            return Ok(true);
        }
        page.next
    };
    let mut socket = client.follow_job(id, from).await?;
    while let Some(message) = socket.next().await {
        match message {
            JobMessage::Log(frame) => {
                let chunk = chunk(frame);
                let read = u64::try_from(chunk.data.0.len()).unwrap_or(0);
                from = LogCursor {
                    attempt: chunk.attempt,
                    pos: chunk.pos.saturating_add(read),
                };
                *at = Some(from);
                tell(teller, id, Part::Next(vec![chunk], from)).await;
            }
            JobMessage::Event(JobEvent::State { .. }) => {}
            JobMessage::Event(JobEvent::End { .. }) => return Ok(true),
        }
    }
    Ok(false)
}

fn chunk(frame: LogFrame) -> LogChunk {
    LogChunk {
        attempt: frame.number,
        stream: frame.stream,
        pos: frame.pos,
        at: None,
        data: Base64Bytes(frame.data),
    }
}

/// The log from a place on, in place of what was shown.
pub(super) async fn from(client: Client, teller: Teller, id: JobId, at: LogCursor) {
    let part = match client.logs(id, at).await {
        Ok(page) => Part::Anew(page.chunks, page.next),
        Err(error) => Part::Lost(error.to_string()),
    };
    tell(&teller, id, part).await;
}

/// What comes after a place.
pub(super) async fn after(client: Client, teller: Teller, id: JobId, at: LogCursor) {
    match client.logs(id, at).await {
        Ok(page) => {
            let end = page.end && page.chunks.is_empty();
            tell(&teller, id, Part::Next(page.chunks, page.next)).await;
            if end {
                tell(&teller, id, Part::End).await;
            }
        }
        Err(error) => tell(&teller, id, Part::Lost(error.to_string())).await,
    }
}

/// What is before a place of the same attempt.
pub(super) async fn before(client: Client, teller: Teller, id: JobId, at: LogCursor) {
    let mut from = LogCursor {
        attempt: at.attempt,
        pos: at.pos.saturating_sub(PIECE),
    };
    let mut chunks: Vec<LogChunk> = Vec::new();
    while from.attempt == at.attempt && from.pos < at.pos {
        let page = match client.logs(id, from).await {
            Ok(page) => page,
            Err(error) => return tell(&teller, id, Part::Lost(error.to_string())).await,
        };
        if page.next <= from {
            break;
        }
        from = page.next;
        chunks.extend(page.chunks);
    }
    chunks.retain(|chunk| chunk.attempt == at.attempt && chunk.pos < at.pos);
    for chunk in &mut chunks {
        let most = usize::try_from(at.pos - chunk.pos).unwrap_or(usize::MAX);
        chunk.data.0.truncate(most);
    }
    tell(&teller, id, Part::Before(chunks)).await;
}
