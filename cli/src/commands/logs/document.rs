//! A log as JSON: one document per piece.

use rgrid_shared::{
    client::{Client, ClientError},
    id::JobId,
    wire::logs::{LogCursor, LogPage},
};
use tokio::time::{Instant, sleep};

use super::{LogsArgs, tail};
use crate::{attach::Patience, exit::Result, printer::Printer};

/// Prints what is there, or all until the job ends.
pub(super) async fn all(
    printer: &Printer,
    client: &Client,
    id: JobId,
    args: &LogsArgs,
) -> Result<()> {
    let mut cursor = LogCursor::default();
    if let Some(lines) = args.tail {
        let (chunks, end) = tail::last(client, id, args.only(), lines).await?;
        for chunk in &chunks {
            printer.document(chunk)?;
        }
        cursor = end;
    }
    loop {
        let page = page(client, id, cursor, args.follow).await?;
        let wanted = |stream| args.only().is_none_or(|only| only == stream);
        for chunk in page.chunks.iter().filter(|chunk| wanted(chunk.stream)) {
            printer.document(chunk)?;
        }
        let still = page.next == cursor;
        cursor = page.next;
        if page.end || (still && !args.follow) {
            return Ok(());
        }
        if still {
            sleep(Patience::default().pause).await;
        }
    }
}

/// One page; who follows goes on asking a server that is away for a while.
async fn page(
    client: &Client,
    id: JobId,
    cursor: LogCursor,
    patiently: bool,
) -> Result<LogPage, ClientError> {
    let (begun, patience) = (Instant::now(), Patience::default());
    loop {
        match client.logs(id, cursor).await {
            Err(error) if patiently && error.is_transient() && begun.elapsed() < patience.total => {
                sleep(patience.pause).await;
            }
            answer => return answer,
        }
    }
}
