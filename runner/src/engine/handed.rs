//! A sandbox that has its orders: the streams of its command, its signals, its end.

mod follow;
mod tell;

use std::{io, path::PathBuf, sync::Arc, time::Duration};

use async_trait::async_trait;
use tokio::{net::UnixStream, sync::watch, time::timeout};

use super::{
    EngineError, Exit, Sandbox, SandboxSpec, Signal, Started,
    maker::Made,
    streams,
    waiting::{Waiting, removed},
};
use follow::{End, follow, hear};
use tell::{Ours, tell};

/// The command is started sooner than this, or the sandbox is none.
const ANSWERS_WITHIN: Duration = Duration::from_secs(30);
const TERM: u8 = 15;

/// A sandbox whose command was ordered.
struct Handed {
    made: Arc<dyn Made>,
    line: Arc<UnixStream>,
    folder: PathBuf,
    ended: watch::Receiver<End>,
}

/// Gives a sandbox its orders; it comes back when it does not take them, and has run nothing then.
pub(super) async fn hand_over(waiting: Waiting, spec: &SandboxSpec) -> Result<Started, Waiting> {
    let orders = tell::orders(spec);
    let (base, stdin) = (waiting.made.used().cpu_ms, spec.stdin);
    let told = tokio::task::spawn_blocking(move || {
        let told = tell(&waiting.line, &orders, stdin);
        (waiting, told)
    });
    // A panic there is the end of the attempt, as one here would be.
    let (waiting, told) = match told.await {
        Ok(told) => told,
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    };
    let started = match told {
        Ok(ours) => started(&waiting, ours, base).await,
        Err(error) => Err(error),
    };
    match started {
        Ok(started) => Ok(started),
        Err(error) => {
            tracing::warn!(%error, "a sandbox does not take orders");
            Err(waiting)
        }
    }
}

/// Waits for the first word: a sandbox that died before it has run nothing.
async fn started(waiting: &Waiting, ours: Ours, base: u64) -> io::Result<Started> {
    let line = Arc::new(UnixStream::from_std(waiting.line.try_clone()?)?);
    let first = timeout(ANSWERS_WITHIN, hear(&line)).await??;
    let first = first.ok_or(io::ErrorKind::UnexpectedEof)?;
    let (end, ended) = watch::channel(None);
    let made = Arc::clone(&waiting.made);
    let output = streams::output(ours.stdout, ours.stderr)?;
    let input = ours.input.map(streams::Input::new).transpose()?;
    let end = (base, end);
    tokio::spawn(follow(Arc::clone(&line), first, Arc::clone(&made), end));
    let folder = waiting.folder.clone();
    let handed = Handed {
        made,
        line,
        folder,
        ended,
    };
    Ok(Started {
        sandbox: Box::new(handed),
        input: input.map(|input| Box::pin(input) as _),
        output,
    })
}

#[async_trait]
impl Sandbox for Handed {
    async fn wait(&self) -> Result<Exit, EngineError> {
        let mut ended = self.ended.clone();
        let end = ended.wait_for(Option::is_some).await;
        let end = end.ok().and_then(|end| end.clone());
        end.unwrap_or_else(|| Err(EngineError::Failed("nobody waits for the sandbox".into())))
    }

    async fn signal(&self, signal: Signal) -> Result<(), EngineError> {
        if self.ended.borrow().is_some() {
            return Ok(());
        }
        match signal {
            // Who has gone needs no asking.
            Signal::Term => drop(self.line.try_write(&[TERM])),
            // That one is not asked.
            Signal::Kill => self.made.kill().await?,
        }
        Ok(())
    }

    fn processes(&self) -> Vec<u32> {
        self.made.processes()
    }

    async fn remove(&self) -> Result<(), EngineError> {
        removed(&*self.made, self.folder.clone()).await
    }
}
