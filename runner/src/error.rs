//! Why the runner as a whole cannot go on.

use std::{io, path::PathBuf};

use crate::engine::EngineError;

/// Why the runner stopped or did not start.
#[derive(Debug, thiserror::Error)]
pub enum RunnerError {
    /// The configuration is wrong.
    #[error("the configuration is wrong: {0}")]
    Config(String),
    /// The state folder cannot be used.
    #[error("cannot use the state folder {path}: {cause}; give another one as `state_dir`")]
    State {
        /// Which folder.
        path: PathBuf,
        /// Why not.
        cause: io::Error,
    },
    /// Another runner uses the state folder.
    #[error("another runner uses {0}; stop it, or give this one a `state_dir` of its own")]
    Locked(PathBuf),
    /// The node has no token and got none.
    #[error(
        "this node is not enrolled; make an enrol token on the control plane and give it as `enrol_token`"
    )]
    NotEnrolled,
    /// The enrol token was not taken.
    #[error("the control plane refused the enrol token: {0}; make a new one, each makes one node")]
    Enrol(String),
    /// The control plane does not know the node's token.
    #[error(
        "the control plane does not know this node (any more); remove node.json in the state folder and enrol again"
    )]
    UnknownNode,
    /// The control plane cannot be reached.
    #[error("the control plane cannot be reached: {0}")]
    Connect(String),
    /// The engine cannot be used.
    #[error("{0}; is Docker installed and running? try `docker info`")]
    Engine(#[from] EngineError),
    /// The machine gives no more threads.
    #[error("cannot start a thread: {0}")]
    Thread(io::Error),
}

impl RunnerError {
    /// Whether trying again cannot help.
    pub(crate) fn is_final(&self) -> bool {
        !matches!(self, Self::Connect(_))
    }
}
