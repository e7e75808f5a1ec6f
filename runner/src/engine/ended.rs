//! Ends: how a command ends, and how it is ended.

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exit {
    /// Its code, or the signal that ended it.
    pub status: ExitStatus,
    /// Whether the kernel ended a process of it for want of memory.
    pub oom: bool,
    /// Processor time of all its processes, in milliseconds; 0 when unknown.
    pub cpu_ms: u64,
    /// The most memory it held, in bytes; 0 when unknown.
    pub max_memory_bytes: u64,
}

/// A code or a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitStatus {
    /// It ended by itself, or its init told a signal as 128 + number.
    Code(u8),
    /// A signal ended it.
    Signal(u8),
}

/// The two signals that end a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Asks.
    Term,
    /// Does not ask.
    Kill,
}
