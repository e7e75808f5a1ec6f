//! Why a private cluster cannot run, each with the next thing to do.

use std::io;
use std::path::PathBuf;

/// A failure of the private PostgreSQL.
#[derive(Debug, thiserror::Error)]
pub enum PgError {
    /// No PostgreSQL programs on this machine.
    #[error(
        "PostgreSQL is not installed: no folder with `postgres` and `initdb` was found{tried}; \
         install it (Debian, Ubuntu: `apt-get install postgresql`, Fedora: `dnf install postgresql-server`, \
         macOS: `brew install postgresql@17`), or use another server with `--database-url`"
    )]
    Missing {
        /// Where it looked, as a clause of the sentence.
        tried: String,
    },
    /// All programs found are too old.
    #[error(
        "PostgreSQL {found} in {dir} is too old: version {oldest} or newer is needed; \
         install a newer package, or use another server with `--database-url`"
    )]
    TooOld {
        /// The version found.
        found: u32,
        /// Its folder.
        dir: PathBuf,
        /// The oldest version that works.
        oldest: u32,
    },
    /// The data belongs to another major version than the programs.
    #[error(
        "the database in {data} was made by PostgreSQL {made_by}, and only version {found} is installed; \
         install PostgreSQL {made_by} again, or move the folder away to start empty"
    )]
    OtherVersion {
        /// The data folder.
        data: PathBuf,
        /// Major version that made it.
        made_by: u32,
        /// Major version at hand.
        found: u32,
    },
    /// The folder holds something that is not a cluster.
    #[error("{data} exists and is not a PostgreSQL cluster; move it away and start again")]
    NotACluster {
        /// The data folder.
        data: PathBuf,
    },
    /// `initdb` failed.
    #[error("initdb could not make a cluster in {data}: {output}")]
    Initdb {
        /// The data folder.
        data: PathBuf,
        /// The last lines it printed.
        output: String,
    },
    /// The server stopped while starting, or did not answer in time.
    #[error("PostgreSQL did not start: {why}; its log is {log}, ending with:\n{tail}")]
    DidNotStart {
        /// What was seen.
        why: String,
        /// The log file.
        log: PathBuf,
        /// Its last lines.
        tail: String,
    },
    /// The server could not be ended.
    #[error("PostgreSQL with process id {pid} does not end; end it with `kill -9 {pid}`")]
    WillNotStop {
        /// Its process id.
        pid: u32,
    },
    /// Another start holds the lock.
    #[error(
        "another process is starting the database in {dir}; wait for it or end it, then try again"
    )]
    Busy {
        /// The cluster's folder.
        dir: PathBuf,
    },
    /// The socket's folder belongs to someone else.
    #[error(
        "{dir} must be a folder of user id {uid} that nobody else can open; remove it and try again"
    )]
    SocketDir {
        /// The folder.
        dir: PathBuf,
        /// Who should own it.
        uid: u32,
    },
    /// A question to the started server failed.
    #[error("PostgreSQL runs, but its first query failed: {0}")]
    Query(#[from] sqlx::Error),
    /// A file or process operation failed.
    #[error("could not {action} {path}: {source}")]
    Io {
        /// What was tried.
        action: &'static str,
        /// On which path.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
}

/// Names the action and the path of an I/O failure.
pub(super) trait IoContext<T> {
    /// Turns an I/O error into a [`PgError`].
    fn doing(self, action: &'static str, path: impl Into<PathBuf>) -> Result<T, PgError>;
}

impl<T> IoContext<T> for io::Result<T> {
    fn doing(self, action: &'static str, path: impl Into<PathBuf>) -> Result<T, PgError> {
        self.map_err(|source| PgError::Io {
            action,
            path: path.into(),
            source,
        })
    }
}
