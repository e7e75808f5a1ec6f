//! The private PostgreSQL of `rgrid up`: finds the programs, makes the cluster, starts, adopts and stops it.
//! It owns the processes and the folder; what is inside the database belongs to `db` and the migrations.
//!
//! A cluster lives in one folder: `data/` (the cluster), `postgres.log`, `lock` (held while starting) and, when
//! root had to put it elsewhere, `location` (where it really is; see [`place`]). It listens on a Unix socket in a
//! short private folder and on nothing else, unless a test asks for a port on the loopback.

mod error;
mod greet;
mod log;
mod make;
mod owner;
mod pidfile;
mod place;
mod programs;
mod search;
mod server;
mod settings;
mod socket;
mod stop;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::time::Duration;

use rustix::process::Pid;
use tokio::process::Child;
use tokio::time::Instant;

pub use error::PgError;
use pidfile::PidFile;
use place::Place;
use programs::Programs;

/// The oldest major version that the queries of the control plane are written for.
pub const OLDEST_MAJOR: u32 = 14;
const POLL: Duration = Duration::from_millis(20);

/// What a private cluster needs to know before it starts.
#[derive(Debug, Clone)]
pub struct PgConfig {
    /// Folder of the cluster; made when missing.
    pub dir: PathBuf,
    /// Folder of the PostgreSQL programs; searched for when `None`.
    pub bin_dir: Option<PathBuf>,
    /// Port on 127.0.0.1, without a password; for tests only. `None` is the Unix socket alone.
    pub tcp_port: Option<u16>,
    /// Whether a commit is on the disk before it is acknowledged; only tests turn it off.
    pub durable: bool,
    /// How long the server may take to accept connections (crash recovery included).
    pub start_timeout: Duration,
}

impl PgConfig {
    /// The settings of `rgrid up` for a cluster in `dir`.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self {
            dir: dir.into(),
            bin_dir: None,
            tcp_port: None,
            durable: true,
            start_timeout: Duration::from_mins(2),
        }
    }
}

/// A running server. Dropping it leaves the server running: the next start adopts it.
#[derive(Debug)]
pub struct Cluster {
    url: String,
    pid: Pid,
    place: Place,
    socket_dir: PathBuf,
    child: Option<Child>,
}

impl Cluster {
    /// Makes the cluster if there is none, starts the server or adopts a living one, and waits until it answers.
    ///
    /// # Errors
    /// No or too old programs, a folder that is not a cluster, or a server that does not come up; see [`PgError`].
    pub async fn start(config: &PgConfig) -> Result<Self, PgError> {
        let place = Place::choose(&config.dir)?;
        let _lock = place.lock(config.start_timeout).await?;
        let programs = Programs::find(config.bin_dir.as_deref(), &place)?;
        make::cluster(&programs, &place, config).await?;
        let server = server::up(&programs, &place, config).await?;
        Ok(Self::of(config, place, &server.file, server.child))
    }

    /// The server that already runs in the folder of `config`, if there is one.
    ///
    /// # Errors
    /// The folder exists but cannot be read.
    pub fn running(config: &PgConfig) -> Result<Option<Self>, PgError> {
        let Some(place) = Place::existing(&config.dir)? else {
            return Ok(None);
        };
        let Some(file) = pidfile::living(&place.data())? else {
            return Ok(None);
        };
        Ok(Some(Self::of(config, place, &file, None)))
    }

    fn of(config: &PgConfig, place: Place, file: &PidFile, child: Option<Child>) -> Self {
        let (url, socket_dir) = (settings::url(config, file), file.socket_dir.clone());
        Self {
            url,
            pid: file.pid,
            place,
            socket_dir,
            child,
        }
    }

    /// Where clients connect.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Process id of the server.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.pid.as_raw_nonzero().get().unsigned_abs()
    }
}

/// The moment `patience` from now; at once where the clock cannot count that far.
fn after(patience: Duration) -> Instant {
    let now = Instant::now();
    now.checked_add(patience).unwrap_or(now)
}
