//! The full-screen dashboard of RGrid: jobs, batches, logs, files, costs and nodes over the API client.
//!
//! Event, action, update, draw: what happens becomes a [`message`], a key becomes an [`action`], a screen changes its
//! plain data, widgets draw it. Network, clipboard, files and clock are `effects`. Knows no flags and no files of settings.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "sums of columns, lines and counts that are far from their limits; money saturates"
)]
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a screen names the keys, actions and news that are its own; all others are not"
)]

pub mod action;
pub mod app;
pub mod effect;
mod effects;
mod input;
pub mod keys;
pub mod message;
mod run;
pub mod screens;
pub mod store;
mod terminal;
#[cfg(test)]
mod testing;
pub mod theme;
pub mod widgets;

use std::{path::PathBuf, sync::Arc};

use rgrid_shared::{
    client::Client,
    wire::{artifacts::ArtifactUrl, jobs::Job},
};

pub use futures_util::future::BoxFuture;
pub use keys::Keymap;
pub use run::run;
pub use theme::Look;

/// What the dashboard is told when it starts.
pub struct Options {
    /// The server, with a key.
    pub client: Client,
    /// What the head calls it: profile and address.
    pub place: String,
    /// Colours and letters.
    pub look: Look,
    /// Whether nothing may be changed.
    pub readonly: bool,
    /// Whether the mouse is taken.
    pub mouse: bool,
    /// Which keys do what.
    pub keymap: Keymap,
    /// Where the session is written as a shell script.
    pub record: Option<PathBuf>,
    /// Puts files into place.
    pub home: Arc<dyn Home>,
}

/// Puts files of jobs below folders, each whole or not at all.
pub trait Home: Send + Sync {
    /// The folder of each of these jobs of a batch, in their order.
    fn folders(&self, jobs: &[Job]) -> Vec<PathBuf>;

    /// Fetches `file` to its path below `folder` and tells each piece's size; the error is a sentence.
    fn land<'a>(
        &'a self,
        folder: PathBuf,
        file: &'a ArtifactUrl,
        progress: &'a (dyn Fn(u64) + Send + Sync),
    ) -> BoxFuture<'a, Result<(), String>>;
}

/// Why the dashboard did not begin or went on no longer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no terminal.
    #[error("the dashboard needs a terminal on stdin and stdout")]
    NoTerminal,
    /// The terminal went away or cannot be drawn on.
    #[error("cannot use the terminal: {0}")]
    Terminal(#[from] std::io::Error),
    /// The script of the session cannot be written.
    #[error("cannot write {0}: {1}")]
    Record(PathBuf, std::io::Error),
}
