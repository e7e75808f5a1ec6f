//! Exit codes of `rgrid`. A single attached run exits with the script's own code; what `RGrid` adds
//! lies where scripts rarely are.

/// Everything went well; of a batch: every item succeeded.
pub const OK: u8 = 0;
/// At least one item of a batch did not succeed.
pub const SOME_FAILED: u8 = 1;
/// The job ran into its timeout, as `timeout(1)` says it.
pub const JOB_TIMED_OUT: u8 = 124;
/// The job ran out of memory, as a shell says it of a killed program (128 + 9).
pub const JOB_OOM: u8 = 137;
/// Nobody reads the output any more, as a shell says it of a closed pipe (128 + 13).
pub const PIPE_CLOSED: u8 = 141;
/// A word, flag, file or field is wrong; nothing was started.
pub const USAGE: u8 = 240;
/// No key, a wrong one, or one that may not do this.
pub const AUTH: u8 = 241;
/// There is no such job, batch, key or node.
pub const NOT_FOUND: u8 = 242;
/// The thing is in a state that forbids this.
pub const CONFLICT: u8 = 243;
/// A limit, a rate limit or the credits are used up.
pub const LIMIT: u8 = 244;
/// The server cannot be reached or cannot answer now.
pub const UNAVAILABLE: u8 = 245;
/// Something on this machine failed: a file, a folder, the disk, Docker.
pub const LOCAL: u8 = 246;
/// The job ended without an exit code of its own: lost node, quarantine, image, inputs, disk quota.
pub const JOB_LOST: u8 = 247;
/// The job was cancelled.
pub const JOB_CANCELLED: u8 = 248;
/// Following ended before the job did, because someone left or the server was away too long; the job goes on.
pub const DETACHED: u8 = 249;
/// A fault of `RGrid` itself.
pub const INTERNAL: u8 = 250;

/// Every code of `RGrid`'s own with its meaning, for `docs/ERRORS.md` and `rgrid help`.
pub const TABLE: [(u8, &str); 16] = [
    (OK, "everything went well; of a batch: every item succeeded"),
    (SOME_FAILED, "at least one item of a batch did not succeed"),
    (JOB_TIMED_OUT, "the job ran into its timeout"),
    (JOB_OOM, "the job ran out of memory"),
    (
        PIPE_CLOSED,
        "nobody reads the output any more, as after `| head`; the job goes on",
    ),
    (
        USAGE,
        "a word, flag, file or field is wrong; nothing was started",
    ),
    (AUTH, "no key, a wrong one, or one that may not do this"),
    (NOT_FOUND, "there is no such job, batch, key or node"),
    (CONFLICT, "the thing is in a state that forbids this"),
    (LIMIT, "a limit, a rate limit or the credits are used up"),
    (
        UNAVAILABLE,
        "the server cannot be reached or cannot answer now",
    ),
    (
        LOCAL,
        "something on this machine failed: a file, a folder, the disk, Docker",
    ),
    (
        JOB_LOST,
        "the job ended without an exit code: lost node, quarantine, image, inputs, disk quota",
    ),
    (JOB_CANCELLED, "the job was cancelled"),
    (
        DETACHED,
        "following ended before the job, by Ctrl-C or for want of an answer; the job goes on",
    ),
    (INTERNAL, "a fault of RGrid itself"),
];
