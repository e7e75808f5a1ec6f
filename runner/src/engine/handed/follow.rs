//! Following a sandbox to its end, as its first process tells it or, when that is silent, its maker.

use std::{io, sync::Arc};

use rgrid_init::line::Word;
use rustix::net::{Shutdown, shutdown};
use tokio::{net::UnixStream, sync::watch};

use crate::engine::{
    EngineError, Exit, ExitStatus,
    maker::{Made, Used},
};

pub(super) type End = Option<Result<Exit, EngineError>>;

/// Listens to the end after the first word; `base` is what the sandbox had used before its orders.
pub(super) async fn follow(
    line: Arc<UnixStream>,
    first: Word,
    made: Arc<dyn Made>,
    (base, end): (u64, watch::Sender<End>),
) {
    let mut heard = Ok(Some(first));
    let code = loop {
        match heard {
            Ok(Some(Word::Started)) => heard = hear(&line).await,
            Ok(Some(Word::Ended(code))) => break Some(code),
            Ok(None) | Err(_) => break None,
        }
    };
    // Its first process lives until it is let go, and with it the groups that tell what was used.
    let used = made.used();
    let _ = shutdown(&line, Shutdown::Both);
    let exit = match code {
        Some(code) if used.known || code == 0 => Ok(exit(code, used, base)),
        Some(_) | None => outside(&*made, code, base).await,
    };
    end.send_replace(Some(exit));
}

/// The end as the maker sees it.
async fn outside(made: &dyn Made, code: Option<u8>, base: u64) -> Result<Exit, EngineError> {
    let end = made.ended().await?;
    let mut used = made.used();
    used.oom |= end.oom;
    Ok(exit(code.unwrap_or(end.code), used, base))
}

fn exit(code: u8, used: Used, base: u64) -> Exit {
    Exit {
        status: ExitStatus::Code(code),
        oom: used.oom,
        cpu_ms: used.cpu_ms.saturating_sub(base),
        max_memory_bytes: used.max_memory_bytes,
    }
}

/// The next word; nothing when there is none.
pub(super) async fn hear(line: &UnixStream) -> io::Result<Option<Word>> {
    let mut word = [0; Word::BYTES];
    let mut heard = 0;
    while let Some(rest) = word.get_mut(heard..).filter(|rest| !rest.is_empty()) {
        line.readable().await?;
        match line.try_read(rest) {
            Ok(0) => return Ok(None),
            Ok(count) => heard = heard.saturating_add(count),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Word::from_bytes(word))
}
