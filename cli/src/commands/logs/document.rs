//! A log as JSON: one document per piece.

use rgrid_shared::{
    client::Client,
    id::JobId,
    wire::logs::{LogCursor, LogPage},
};

use super::{LogsArgs, tail};
use crate::{attach::contact::Contact, exit::Result, printer::Printer};

/// Prints what is there, or all until the job ends.
pub(super) async fn all(
    printer: &Printer,
    client: &Client,
    id: JobId,
    args: &LogsArgs,
    contact: &mut Contact<'_>,
) -> Result<()> {
    let mut cursor = LogCursor::default();
    let begin = args.times.begin();
    if let Some(lines) = args.tail {
        let (chunks, end) = tail::last(client, id, args.only(), lines).await?;
        for chunk in chunks.iter().filter(|chunk| args.wants(chunk, begin)) {
            printer.document(chunk)?;
        }
        cursor = end;
    }
    loop {
        let page = page(client, id, cursor, args.follow.then_some(&mut *contact)).await?;
        for chunk in page.chunks.iter().filter(|chunk| args.wants(chunk, begin)) {
            printer.document(chunk)?;
        }
        let still = page.next == cursor;
        cursor = page.next;
        if page.end || (still && !args.follow) {
            return Ok(());
        }
        if still {
            contact.pause(0).await?;
        }
    }
}

/// One page; who follows goes on asking a server that is away for a while.
pub(super) async fn page(
    client: &Client,
    id: JobId,
    cursor: LogCursor,
    contact: Option<&mut Contact<'_>>,
) -> Result<LogPage> {
    let Some(contact) = contact else {
        return Ok(client.logs(id, cursor).await?);
    };
    let mut tries = 0_u32;
    loop {
        match contact.during(client.logs(id, cursor)).await {
            Err(error) if error.is_transient() => {
                tries = tries.saturating_add(1);
                contact.pause(tries).await?;
            }
            answer => {
                contact.heard();
                return Ok(answer?);
            }
        }
    }
}
