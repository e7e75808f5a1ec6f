//! Door: the folder that a sandbox sees, with its first process and the socket where it asks for orders.
//!
//! The socket has no name any more once it is taken: a job finds nothing to knock at.

use std::{
    fs::{self, DirBuilder, File, Permissions},
    io,
    os::{
        fd::AsRawFd as _,
        unix::{
            fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _},
            net::UnixStream,
        },
    },
    path::{Path, PathBuf},
};

use rgrid_init::{PROGRAM, SOCKET};
use tokio::net::UnixListener;

/// The program, static.
const INIT: &[u8] = include_bytes!(env!("RGRID_INIT"));

/// A door at which nobody has knocked yet.
pub(super) struct Door {
    folder: PathBuf,
    listener: UnixListener,
}

impl Door {
    /// Makes `folder`, which is the sandbox's, and the door in it; only root and we can reach it.
    pub(super) fn open(home: &Path, folder: &Path) -> io::Result<Self> {
        let mut builder = DirBuilder::new();
        builder.recursive(true).mode(0o700);
        builder.create(home)?;
        let program = program(home)?;
        builder.create(folder)?;
        let folder = folder.join("line");
        DirBuilder::new().mode(0o755).create(&folder)?;
        fs::set_permissions(&folder, Permissions::from_mode(0o755))?;
        fs::hard_link(program, folder.join(PROGRAM))?;
        // By a short way: the name of a socket has less room than a path may take.
        let held = File::open(&folder)?;
        let socket = format!("/proc/self/fd/{}/{SOCKET}", held.as_raw_fd());
        let listener = UnixListener::bind(&socket)?;
        // The first process has the job's user.
        fs::set_permissions(&socket, Permissions::from_mode(0o666))?;
        Ok(Self { folder, listener })
    }

    /// What the sandbox shall see.
    pub(super) fn folder(&self) -> PathBuf {
        self.folder.clone()
    }

    /// Waits for the sandbox, and closes the door behind it.
    pub(super) async fn taken(&self) -> io::Result<UnixStream> {
        let (line, _) = self.listener.accept().await?;
        fs::remove_file(self.folder.join(SOCKET))?;
        // It stays without blocking until there are orders.
        line.into_std()
    }
}

/// The program on the disk, written whole or not at all.
fn program(home: &Path) -> io::Result<PathBuf> {
    let program = home.join(PROGRAM);
    if !program.exists() {
        let new = home.join(format!(
            "{PROGRAM}.{}",
            getrandom::u64().map_err(io::Error::other)?
        ));
        let mut options = File::options();
        options.write(true).create_new(true).mode(0o755);
        io::Write::write_all(&mut options.open(&new)?, INIT)?;
        fs::set_permissions(&new, Permissions::from_mode(0o755))?;
        fs::rename(&new, &program)?;
    }
    Ok(program)
}
