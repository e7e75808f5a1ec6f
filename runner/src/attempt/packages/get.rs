//! Getting a set: from this node, from the account's store, or by an installation.

use std::{path::Path, sync::Arc, time::Duration};

use rgrid_shared::{
    job::Outcome,
    wire::{
        logs::Stream,
        node::{AboutPackages, KnownPackages},
    },
};
use tokio::time::sleep;

use super::{Ended, Wanted, failed, fetch, install, say};
use crate::{attempt::execute::Work, port::Desk, sets::Turn, spool::Spool};

/// How often it is asked whether another attempt has installed the set.
const ASK_EVERY: Duration = Duration::from_secs(1);

impl Wanted<'_> {
    pub(super) async fn get(
        &self,
        work: &Work<'_>,
        spool: &mut Spool,
        desk: &mut Desk,
    ) -> Result<Arc<Path>, Ended> {
        let turn = tokio::select! {
            stop = self.stops.ordered() => return Err(stop.outcome()),
            turn = self.context.sets.turns.wait(self.key) => turn,
        };
        let turn = turn.map_err(|failure| {
            say(spool, "another job tried to install the same dependencies:");
            let _ = spool.append(Stream::Stderr, format!("{failure}\n").as_bytes());
            Some(failed(&failure))
        })?;
        if let Some(folder) = self.kept().await {
            return Ok(folder);
        }
        let (mut about, mut again) = (AboutPackages::Nothing, false);
        loop {
            match self.ask(about, spool, desk).await? {
                KnownPackages::Stored { pack, get } => match self.fetch(pack, get).await {
                    Ok(folder) => return Ok(folder),
                    Err(fetch::Failed::Broken) => about = AboutPackages::Broken(pack.digest),
                    // A fresh address may do.
                    Err(fetch::Failed::Away(_)) if !std::mem::replace(&mut again, true) => {
                        about = AboutPackages::Nothing;
                    }
                    Err(fetch::Failed::Away(error)) => {
                        let message = format!("the dependencies could not be fetched: {error}");
                        return Err(Some(Outcome::Inputs { message }));
                    }
                    Err(fetch::Failed::Ended(ended)) => return Err(ended),
                },
                KnownPackages::Install | KnownPackages::Wait => {
                    return self.install(work, turn, spool, desk).await;
                }
            }
        }
    }

    /// The set, when this node has it.
    async fn kept(&self) -> Option<Arc<Path>> {
        if let Some(folder) = self.context.sets.kept.at_hand(self.key) {
            return Some(folder);
        }
        let (sets, key) = (Arc::clone(&self.context.sets), self.key);
        let found = tokio::task::spawn_blocking(move || sets.kept.find(key)).await;
        found.ok().flatten()
    }

    /// Asks what is known of the set, until that is not that another attempt is at it.
    async fn ask(
        &self,
        mut about: AboutPackages,
        spool: &mut Spool,
        desk: &mut Desk,
    ) -> Result<KnownPackages, Ended> {
        let mut told = false;
        loop {
            let asking = desk.packages(self.key, about);
            let known = tokio::select! {
                stop = self.stops.ordered() => return Err(stop.outcome()),
                known = asking => known,
            };
            if known != KnownPackages::Wait {
                return Ok(known);
            }
            if !std::mem::replace(&mut told, true) {
                say(
                    spool,
                    "another job installs the same dependencies; waiting for it",
                );
            }
            about = AboutPackages::Nothing;
            tokio::select! {
                stop = self.stops.ordered() => return Err(stop.outcome()),
                () = sleep(ASK_EVERY) => {}
            }
        }
    }

    /// Installs the set, keeps it, and stores it for the others.
    async fn install(
        &self,
        work: &Work<'_>,
        turn: Turn,
        spool: &mut Spool,
        desk: &mut Desk,
    ) -> Result<Arc<Path>, Ended> {
        say(
            spool,
            &format!("installing dependencies ({})", self.names()),
        );
        let installed = match self.run_installer(work, spool).await {
            Ok(installed) => installed,
            Err(install::Failed::Installer(said)) => {
                turn.fail(&said);
                return Err(Some(failed(&said)));
            }
            Err(install::Failed::Here(said)) => return Err(Some(failed(&said))),
            Err(install::Failed::Ended(ended)) => return Err(ended),
        };
        let (file, pack) = self.pack(installed).await?;
        let file = Arc::new(file);
        let folder = self.keep(&file).await?;
        self.store(&file, pack, desk).await?;
        Ok(folder)
    }

    fn names(&self) -> String {
        let names = self.said.files.iter().map(|file| file.path.as_str());
        names.collect::<Vec<_>>().join(", ")
    }
}
