//! A sandbox that waits for its orders: how it comes about, whether it still lives, how it goes.

mod door;
mod opened;

use std::{
    io::{self, Read as _},
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    EngineError,
    maker::{Made, Maker, Wish},
};
use crate::remove::remove_tree;
pub(super) use opened::open;

/// A sandbox that waits.
pub(super) struct Waiting {
    pub(super) wish: Wish,
    pub(super) made: Arc<dyn Made>,
    pub(super) line: UnixStream,
    /// What goes with it.
    pub(super) folder: PathBuf,
}

impl Waiting {
    /// Has one made.
    pub(super) async fn make(
        maker: &dyn Maker,
        home: &Path,
        wish: Wish,
        work: Option<PathBuf>,
    ) -> Result<Self, EngineError> {
        let opened = open(home, wish, work)?;
        let made = maker.make(opened.wish()).await;
        opened.made(made).await
    }

    /// Whether it still waits.
    pub(super) fn lives(&self) -> bool {
        let read = (&self.line).read(&mut [0]);
        read.is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock)
    }

    /// Its working directory becomes the one at `work`, which is empty.
    pub(super) fn moves_in(&mut self, work: &Path) -> io::Result<()> {
        std::fs::rename(&self.wish.work, work)?;
        work.clone_into(&mut self.wish.work);
        Ok(())
    }

    /// Removes it, unused.
    pub(super) async fn go(self) {
        if let Err(error) = removed(&*self.made, self.folder).await {
            tracing::warn!(%error, "a sandbox could not be removed; the next start removes it");
        }
    }
}

fn failed(why: &dyn std::fmt::Display) -> EngineError {
    EngineError::Failed(format!("the sandbox failed: {why}"))
}

/// Removes a sandbox and its folder.
pub(super) async fn removed(made: &dyn Made, folder: PathBuf) -> Result<(), EngineError> {
    made.remove().await?;
    let gone = tokio::task::spawn_blocking(move || remove_tree(&folder)).await;
    gone.map_err(io::Error::other)
        .flatten()
        .map_err(|error| EngineError::Failed(format!("could not remove a sandbox: {error}")))
}
