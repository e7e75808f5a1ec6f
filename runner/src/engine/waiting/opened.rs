//! A sandbox that is being made: its folder and door first, then itself, then its knock.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use tokio::time::timeout;

use super::{Waiting, door::Door, failed, removed};
use crate::{
    beneath,
    engine::{
        EngineError,
        maker::{Made, Wish},
    },
    remove::remove_tree,
};

/// How long a sandbox may take to ask for orders; it takes some tens of milliseconds.
const STANDS_WITHIN: Duration = Duration::from_secs(30);

/// A sandbox that is being made.
pub(in crate::engine) struct Opened {
    wish: Wish,
    door: Door,
    folder: PathBuf,
}

/// Opens the door for a sandbox like `wish`; its folder is in `home`. Without a working directory it
/// gets one of its own.
pub(in crate::engine) fn open(
    home: &Path,
    mut wish: Wish,
    work: Option<PathBuf>,
) -> Result<Opened, EngineError> {
    let folder = home.join(&wish.name);
    let opened = Door::open(home, &folder).and_then(|door| {
        wish.line = door.folder();
        wish.work = work.map_or_else(|| own(&folder), Ok)?;
        Ok(door)
    });
    match opened {
        Ok(door) => Ok(Opened { wish, door, folder }),
        Err(error) => {
            let _ = remove_tree(&folder);
            Err(failed(&error))
        }
    }
}

impl Opened {
    /// What is to be made.
    pub(in crate::engine) fn wish(&self) -> &Wish {
        &self.wish
    }

    /// Waits for what was made to ask for orders; what does not is removed.
    pub(in crate::engine) async fn made(
        self,
        made: Result<Box<dyn Made>, EngineError>,
    ) -> Result<Waiting, EngineError> {
        let Self { wish, door, folder } = self;
        let made: Arc<dyn Made> = match made {
            Ok(made) => Arc::from(made),
            Err(error) => {
                let _ = remove_tree(&folder);
                return Err(error);
            }
        };
        let taken = tokio::select! {
            taken = timeout(STANDS_WITHIN, door.taken()) => match taken {
                Ok(taken) => taken.map_err(|error| failed(&error)),
                Err(_) => Err(failed(&"it does not ask for orders")),
            },
            end = made.ended() => Err(end.err().unwrap_or_else(|| failed(&"it ended at once"))),
        };
        match taken {
            Ok(line) => {
                made.stands();
                Ok(Waiting {
                    wish,
                    made,
                    line,
                    folder,
                })
            }
            Err(error) => {
                let _ = removed(&*made, folder).await;
                Err(error)
            }
        }
    }
}

fn own(folder: &Path) -> io::Result<PathBuf> {
    let work = folder.join("work");
    beneath::make_root(&work)?;
    Ok(work)
}
