//! Plays one script, minding signals as a process would.

use std::{io, path::PathBuf};

use bytes::Bytes;
use rgrid_shared::wire::logs::Stream;
use tokio::{
    io::{AsyncReadExt as _, DuplexStream},
    sync::{mpsc, watch},
};

use super::Step;
use crate::engine::{EngineError, Exit, ExitStatus, Signal};

const SIGKILL: u8 = 9;
const SIGTERM: u8 = 15;

/// The actor of one script.
pub(super) struct Player {
    pub(super) work: PathBuf,
    pub(super) input: DuplexStream,
    pub(super) output: mpsc::Sender<io::Result<(Stream, Bytes)>>,
    pub(super) signalled: watch::Receiver<Option<Signal>>,
}

impl Player {
    /// Plays to the end or until a signal ends it.
    pub(super) async fn play(mut self, steps: Vec<Step>) -> Result<Exit, EngineError> {
        let mut heeds_term = true;
        for step in steps {
            match step {
                Step::Exit(code) => return Ok(exit(ExitStatus::Code(code), false)),
                Step::Oom => return Ok(exit(ExitStatus::Code(137), true)),
                Step::Fail(error) => return Err(error),
                Step::IgnoreTerm => heeds_term = false,
                Step::AwaitTerm => {
                    let mut signalled = self.signalled.clone();
                    let signal = signalled
                        .wait_for(Option::is_some)
                        .await
                        .ok()
                        .and_then(|s| *s);
                    if signal != Some(Signal::Term) {
                        return Ok(exit(ExitStatus::Signal(SIGKILL), false));
                    }
                    heeds_term = false;
                }
                step @ (Step::Print(..)
                | Step::BreakOutput
                | Step::Write(..)
                | Step::Echo
                | Step::Sleep(_)
                | Step::Hang) => {
                    let mut signalled = self.signalled.clone();
                    tokio::select! {
                        end = deadly(&mut signalled, heeds_term) => return Ok(end),
                        done = self.act(step) => done?,
                    }
                }
            }
        }
        Ok(exit(ExitStatus::Code(0), false))
    }

    async fn act(&mut self, step: Step) -> Result<(), EngineError> {
        let failed = |error: io::Error| EngineError::Failed(error.to_string());
        match step {
            Step::Print(stream, bytes) => {
                let _ = self.output.send(Ok((stream, bytes))).await;
            }
            Step::BreakOutput => {
                let broken = io::Error::other("the stream broke");
                let _ = self.output.send(Err(broken)).await;
            }
            Step::Write(path, bytes) => {
                let path = self.work.join(path.as_str());
                if let Some(parent) = path.parent() {
                    tokio::fs::create_dir_all(parent).await.map_err(failed)?;
                }
                tokio::fs::write(path, bytes).await.map_err(failed)?;
            }
            Step::Echo => self.echo().await.map_err(failed)?,
            Step::Sleep(time) => tokio::time::sleep(time).await,
            Step::Hang => std::future::pending().await,
            Step::IgnoreTerm | Step::AwaitTerm | Step::Exit(_) | Step::Oom | Step::Fail(_) => {}
        }
        Ok(())
    }

    async fn echo(&mut self) -> io::Result<()> {
        let mut buffer = bytes::BytesMut::with_capacity(64 << 10);
        while self.input.read_buf(&mut buffer).await? > 0 {
            let bytes = buffer.split().freeze();
            let _ = self.output.send(Ok((Stream::Stdout, bytes))).await;
        }
        Ok(())
    }
}

/// The end by a signal that is not ignored.
async fn deadly(signalled: &mut watch::Receiver<Option<Signal>>, heeds_term: bool) -> Exit {
    let kills = |signal: &Option<Signal>| match signal {
        Some(Signal::Kill) => true,
        Some(Signal::Term) => heeds_term,
        None => false,
    };
    match signalled
        .wait_for(kills)
        .await
        .ok()
        .and_then(|signal| *signal)
    {
        Some(Signal::Term) => exit(ExitStatus::Signal(SIGTERM), false),
        Some(Signal::Kill) => exit(ExitStatus::Signal(SIGKILL), false),
        None => std::future::pending().await,
    }
}

fn exit(status: ExitStatus, oom: bool) -> Exit {
    Exit {
        status,
        oom,
        cpu_ms: 0,
        max_memory_bytes: 0,
    }
}
