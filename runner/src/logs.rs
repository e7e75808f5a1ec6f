//! Logs: the bytes of both streams, from the sandbox into the spool as they come.

use std::{io, time::Duration};

use bytes::Bytes;
use futures_util::{StreamExt as _, stream::BoxStream};
use rgrid_shared::wire::logs::Stream;
use tokio::{pin, time::timeout};
use tokio_util::sync::CancellationToken;

use crate::spool::Spool;

/// After the command's end, silence of this length ends the log.
const SILENCE: Duration = Duration::from_secs(10);

/// Moves all bytes until the streams end; past the limit they are still taken, so that the command
/// never blocks on its output.
pub(crate) async fn pump(
    mut output: BoxStream<'static, io::Result<(Stream, Bytes)>>,
    spool: &mut Spool,
    ended: &CancellationToken,
) -> io::Result<()> {
    let over = async {
        ended.cancelled().await;
    };
    pin!(over);
    let mut command_ended = false;
    loop {
        let next = if command_ended {
            match timeout(SILENCE, output.next()).await {
                Ok(next) => next,
                Err(_) => return Ok(()),
            }
        } else {
            tokio::select! {
                next = output.next() => next,
                () = &mut over => {
                    command_ended = true;
                    continue;
                }
            }
        };
        match next {
            Some(bytes) => {
                let (stream, bytes) = bytes?;
                spool.append(stream, &bytes)?;
            }
            None => return Ok(()),
        }
    }
}
