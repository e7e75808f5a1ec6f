//! Where everything of the local instance lives.

use std::{
    fs, io,
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::{Path, PathBuf},
};

/// The folder of the local instance, usually `~/.rgrid/local`; private to its owner.
#[derive(Debug, Clone)]
pub struct Layout {
    root: PathBuf,
}

impl Layout {
    /// The layout below RGrid's folder (`~/.rgrid`, or `RGRID_HOME`).
    #[must_use]
    pub fn below(home: &Path) -> Self {
        Self {
            root: home.join("local"),
        }
    }

    /// Makes the folder, readable by its owner only.
    ///
    /// # Errors
    /// When it cannot be made or its mode cannot be set.
    pub fn make(&self) -> io::Result<()> {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&self.root)?;
        fs::set_permissions(&self.root, fs::Permissions::from_mode(0o700))
    }

    /// RGrid's folder, which has the credentials.
    #[must_use]
    pub fn home(&self) -> PathBuf {
        self.root
            .parent()
            .map_or_else(|| self.root.clone(), Path::to_path_buf)
    }

    /// The PostgreSQL cluster.
    #[must_use]
    pub fn postgres(&self) -> PathBuf {
        self.root.join("postgres")
    }

    /// The blobs.
    #[must_use]
    pub fn store(&self) -> PathBuf {
        self.root.join("store")
    }

    /// What the runner keeps.
    #[must_use]
    pub fn runner(&self) -> PathBuf {
        self.root.join("runner")
    }

    /// The log of an instance in the background.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.root.join("up.log")
    }

    /// Held by the running instance, and says who it is.
    #[must_use]
    pub fn lock(&self) -> PathBuf {
        self.root.join("lock")
    }

    /// The keys of the store.
    #[must_use]
    pub fn secrets(&self) -> PathBuf {
        self.root.join("secrets.toml")
    }
}
