//! The folder of the Unix socket: private, and short, because a socket's path may have 107 bytes.

use std::env;
use std::fs::{self, DirBuilder};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, chown};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::error::{IoContext, PgError};
use super::owner::Owner;
use super::place::Place;

/// Longest folder whose socket (`/.s.PGSQL.65535`) still has a legal name.
const LONGEST: usize = 90;

/// The socket folder of a cluster that no server uses: made, checked and emptied.
///
/// The running server's own folder stands in `postmaster.pid`, so an environment that changes between two starts
/// does not lose it.
pub(super) fn dir(place: &Place) -> Result<PathBuf, PgError> {
    let dir = name(place, env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from));
    let made = DirBuilder::new().mode(0o700).create(&dir);
    match made {
        Ok(()) if place.owner.drop => {
            chown(&dir, Some(place.owner.uid), Some(place.owner.gid)).doing("hand over", &dir)?;
        }
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error).doing("make the folder", dir),
    }
    let dir = checked(dir, place.owner)?;
    clear(&dir)?;
    Ok(dir)
}

/// Removes what a killed server left: its lock file would stop the next one while the number in it exists.
fn clear(dir: &Path) -> Result<(), PgError> {
    for entry in fs::read_dir(dir).doing("read", dir)?.flatten() {
        fs::remove_file(entry.path()).doing("remove", entry.path())?;
    }
    Ok(())
}

/// `/run` for root, the session's own folder for a user, else `/tmp`; the name carries a hash of the cluster's path.
pub(super) fn name(place: &Place, session: Option<PathBuf>) -> PathBuf {
    let hash = Sha256::digest(place.dir.as_os_str().as_encoded_bytes());
    let short = data_encoding::HEXLOWER.encode(hash.get(..6).unwrap_or_default());
    let run = if place.owner.drop {
        Some(PathBuf::from("/run"))
    } else {
        session
    };
    run.filter(|dir| dir.is_absolute() && dir.is_dir())
        .map(|dir| dir.join(format!("rgrid-{short}")))
        .filter(|dir| dir.as_os_str().len() <= LONGEST)
        .unwrap_or_else(|| PathBuf::from(format!("/tmp/rgrid-{}-{short}", place.owner.uid)))
}

/// A folder in a shared place could have been put there by someone else.
pub(super) fn checked(dir: PathBuf, owner: Owner) -> Result<PathBuf, PgError> {
    let meta = fs::symlink_metadata(&dir).doing("look at", Path::new(&dir))?;
    if meta.is_dir() && meta.uid() == owner.uid && meta.mode() & 0o777 == 0o700 {
        return Ok(dir);
    }
    Err(PgError::SocketDir {
        dir,
        uid: owner.uid,
    })
}
