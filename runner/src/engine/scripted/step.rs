//! The steps of a script.

use std::time::Duration;

use bytes::Bytes;
use rgrid_shared::{path::RelPath, wire::logs::Stream};

use crate::engine::EngineError;

/// What a scripted command does next. At its last step's end it exits with 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Writes these bytes to a stream.
    Print(Stream, Bytes),
    /// The stream of its output fails.
    BreakOutput,
    /// Makes or overwrites a file in the working directory.
    Write(RelPath, Bytes),
    /// Copies standard input to standard output until its end.
    Echo,
    /// Lets time pass.
    Sleep(Duration),
    /// From now on TERM is ignored.
    IgnoreTerm,
    /// Waits for TERM and goes on.
    AwaitTerm,
    /// Waits until it is killed.
    Hang,
    /// Ends with this code.
    Exit(u8),
    /// Ends for want of memory.
    Oom,
    /// The engine itself fails.
    Fail(EngineError),
}
