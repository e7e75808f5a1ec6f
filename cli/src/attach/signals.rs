//! Signals: what Ctrl-C means while a job is followed.
//!
//! On a terminal the first leaves and says how to come back, the second within three seconds cancels.
//! Elsewhere, where nobody can come back, an interrupt cancels.

use std::{
    future::pending,
    io::IsTerminal,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    time::timeout,
};

use crate::printer::Printer;

/// How long a second Ctrl-C is waited for.
const SECOND: Duration = Duration::from_secs(3);

/// What an interrupt asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// To leave; the job goes on.
    Leave,
    /// To cancel the job.
    Cancel,
}

/// Waits for an interrupt and says what it asks for; what is not live any more can only be left.
pub async fn interrupt(printer: &Printer, id: &str, live: &AtomicBool) -> Wanted {
    let (Ok(mut int), Ok(mut term)) = (
        signal(SignalKind::interrupt()),
        signal(SignalKind::terminate()),
    ) else {
        return pending().await;
    };
    let terminal = std::io::stdin().is_terminal() || printer.has_reader();
    tokio::select! {
        _ = int.recv() => {}
        _ = term.recv() => return if terminal { Wanted::Leave } else { Wanted::Cancel },
    }
    if !terminal {
        return Wanted::Cancel;
    }
    if !live.load(Ordering::Relaxed) {
        return Wanted::Leave;
    }
    printer.warn("interrupted; the job goes on. Ctrl-C again within 3 s cancels it");
    printer.hint(format_args!("rgrid logs -f {id}    comes back to it"));
    printer.hint(format_args!("rgrid cancel {id}     cancels it"));
    if second(&mut int).await {
        Wanted::Cancel
    } else {
        Wanted::Leave
    }
}

async fn second(int: &mut Signal) -> bool {
    matches!(timeout(SECOND, int.recv()).await, Ok(Some(())))
}
