//! The last lines of a log.

use rgrid_shared::{
    client::Client,
    id::JobId,
    wire::logs::{LogChunk, LogCursor, LogPage, Stream},
};

use crate::{attach::Show, exit::Result};

/// How much of the end of a log is looked at first.
const END_BYTES: u32 = 256 << 10;

/// Shows the last `lines` of what is there and puts the cursor behind it.
pub(super) async fn show(
    client: &Client,
    id: JobId,
    show: &mut Show,
    only: Option<Stream>,
    lines: usize,
) -> Result<()> {
    let (chunks, cursor) = last(client, id, only, lines).await?;
    for chunk in chunks {
        show.skip_to(LogCursor {
            attempt: chunk.attempt,
            pos: chunk.pos,
        });
        show.piece(&chunk)?;
    }
    show.skip_to(cursor);
    Ok(())
}

/// The pieces that hold the last `lines`, cut at their beginning, and where the log ends.
pub(super) async fn last(
    client: &Client,
    id: JobId,
    only: Option<Stream>,
    lines: usize,
) -> Result<(Vec<LogChunk>, LogCursor)> {
    let end = client.log_tail(id, END_BYTES).await?;
    let whole = end.chunks.first().is_none_or(|first| first.pos == 0);
    let (mut chunks, mut cursor) = read(client, id, only, Some(end)).await?;
    if !whole && beginning(&chunks, lines) == (0, 0) {
        (chunks, cursor) = read(client, id, only, None).await?;
    }
    let (first, cut) = beginning(&chunks, lines);
    chunks.drain(..first);
    if let Some(chunk) = chunks.first_mut() {
        chunk.data.0 = chunk.data.0.slice(cut..);
        chunk.pos = chunk.pos.saturating_add(cut as u64);
    }
    Ok((chunks, cursor))
}

/// All that is there from a first page on, and where it ends.
async fn read(
    client: &Client,
    id: JobId,
    only: Option<Stream>,
    mut first: Option<LogPage>,
) -> Result<(Vec<LogChunk>, LogCursor)> {
    let mut chunks = Vec::new();
    let mut cursor = LogCursor::default();
    loop {
        let page = match first.take() {
            Some(page) => page,
            None => client.logs(id, cursor).await?,
        };
        let done = page.next == cursor || page.chunks.is_empty();
        cursor = page.next;
        chunks.extend(
            page.chunks
                .into_iter()
                .filter(|chunk| only.is_none_or(|only| only == chunk.stream)),
        );
        if done {
            return Ok((chunks, cursor));
        }
    }
}

/// In which piece, and where in it, the last `lines` begin.
fn beginning(chunks: &[LogChunk], lines: usize) -> (usize, usize) {
    let mut left = lines;
    if left == 0 {
        return (chunks.len(), 0);
    }
    for (index, chunk) in chunks.iter().enumerate().rev() {
        let last = index.saturating_add(1) == chunks.len();
        if let Some(at) = line_start(&chunk.data.0, &mut left, last) {
            return (index, at);
        }
    }
    (0, 0)
}

/// Where the wanted lines begin in `data`, counting `left` line ends from the back; nothing when before it.
fn line_start(data: &[u8], left: &mut usize, last: bool) -> Option<usize> {
    for (at, byte) in data.iter().enumerate().rev() {
        let ends_the_log = last && at.saturating_add(1) == data.len();
        if *byte != b'\n' || ends_the_log {
            continue;
        }
        *left = left.saturating_sub(1);
        if *left == 0 {
            return Some(at.saturating_add(1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_are_counted_from_the_back() {
        let start = |data: &[u8], mut left: usize| line_start(data, &mut left, true);
        assert_eq!(start(b"a\nb\nc\n", 1), Some(4));
        assert_eq!(start(b"a\nb\nc", 2), Some(2));
        assert_eq!(start(b"a\nb\n", 2), None);
        assert_eq!(start(b"", 1), None);
    }
}
