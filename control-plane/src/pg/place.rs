//! Where the cluster is. Normally the folder asked for.
//!
//! Root's server runs as another user, who cannot enter a home folder of mode 0700. Rather than open the home, the
//! cluster is then put in a new folder under `/var/lib/rgrid`, and `location` in the folder asked for remembers
//! which. Without that file a new cluster is made: a database is never joined to a folder that it was not made for.

use std::fs::{self, DirBuilder, File, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::error::{IoContext, PgError};
use super::owner::Owner;
use super::{POLL, after};

const FALLBACK: &str = "/var/lib/rgrid";
const LOCATION: &str = "location";

/// The folder of the cluster and the user that runs it.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) dir: PathBuf,
    pub(super) owner: Owner,
}

impl Place {
    /// Makes the folder if need be, and says where the cluster is.
    pub(super) fn choose(asked: &Path) -> Result<Self, PgError> {
        make_dir(asked, 0o711)?;
        let asked = fs::canonicalize(asked).doing("open the folder", asked)?;
        if let Some(dir) = remembered(&asked)? {
            make_dir(&dir, 0o711)?;
            return Ok(Self {
                owner: Owner::of(&dir),
                dir,
            });
        }
        let owner = Owner::of(&asked);
        if owner.barred(&asked).is_none() {
            return Ok(Self { dir: asked, owner });
        }
        let dir = Path::new(FALLBACK).join(format!("pg-{}", uuid::Uuid::now_v7().simple()));
        make_dir(&dir, 0o711)?;
        remember(&asked, &dir)?;
        tracing::info!(dir = %dir.display(), "the database is kept where its unprivileged user can reach it");
        Ok(Self {
            dir,
            owner: Owner::nobody(),
        })
    }

    /// The place of a folder that exists, making nothing.
    pub(super) fn existing(asked: &Path) -> Result<Option<Self>, PgError> {
        let Ok(asked) = fs::canonicalize(asked) else {
            return Ok(None);
        };
        let dir = remembered(&asked)?.unwrap_or(asked);
        Ok(Some(Self {
            owner: Owner::of(&dir),
            dir,
        }))
    }

    /// The cluster itself.
    pub(super) fn data(&self) -> PathBuf {
        self.dir.join("data")
    }

    /// What the server prints.
    pub(super) fn log(&self) -> PathBuf {
        self.dir.join("postgres.log")
    }

    /// Keeps two starts apart; released when the file is dropped, also by a kill.
    pub(super) async fn lock(&self, patience: Duration) -> Result<File, PgError> {
        let path = self.dir.join("lock");
        let file = File::create(&path).doing("open", &path)?;
        let deadline = after(patience);
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) if Instant::now() < deadline => sleep(POLL).await,
                Err(TryLockError::WouldBlock) => {
                    return Err(PgError::Busy {
                        dir: self.dir.clone(),
                    });
                }
                Err(TryLockError::Error(source)) => return Err(source).doing("lock", path),
            }
        }
    }
}

fn remembered(asked: &Path) -> Result<Option<PathBuf>, PgError> {
    let file = asked.join(LOCATION);
    match fs::read_to_string(&file) {
        Ok(text) => Ok(Some(PathBuf::from(text.trim_end()))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).doing("read", file),
    }
}

fn remember(asked: &Path, dir: &Path) -> Result<(), PgError> {
    let (file, fresh) = (asked.join(LOCATION), asked.join("location.new"));
    fs::write(&fresh, format!("{}\n", dir.display())).doing("write", &fresh)?;
    File::open(&fresh)
        .and_then(|f| f.sync_all())
        .doing("sync", &fresh)?;
    fs::rename(&fresh, &file).doing("rename", &fresh)?;
    sync_dir(asked)
}

/// Makes a folder and its parents; only the folder itself gets `mode`, and only if it is new.
pub(super) fn make_dir(dir: &Path, mode: u32) -> Result<(), PgError> {
    if dir.is_dir() {
        return Ok(());
    }
    DirBuilder::new()
        .recursive(true)
        .mode(0o755)
        .create(dir)
        .doing("make the folder", dir)?;
    fs::set_permissions(dir, fs::Permissions::from_mode(mode)).doing("set the mode of", dir)
}

/// Makes the names in a folder survive a power loss.
pub(super) fn sync_dir(dir: &Path) -> Result<(), PgError> {
    File::open(dir)
        .and_then(|f| f.sync_all())
        .doing("sync", dir)
}
