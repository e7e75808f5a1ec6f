//! Sets: the packages that jobs have installed, unpacked once for a node.
//!
//! Owns what makes a set what it is, how one is packed, and where they are kept here. Does not install.

mod kept;
mod key;
mod pack;
mod recipe;
mod turn;

use std::{io, path::Path};

pub(crate) use kept::{Kept, PackFile};
pub(crate) use key::key;
pub(crate) use pack::{MOST_BYTES, pack};
pub(crate) use recipe::{named, names_secrets, operators_env, script, stand};
pub(crate) use turn::{Turn, Turns};

/// The sets of this node, and who is at which.
#[derive(Debug)]
pub(crate) struct Sets {
    /// Those that are unpacked here.
    pub(crate) kept: Kept,
    /// Each set is one attempt's at a time.
    pub(crate) turns: Turns,
}

impl Sets {
    /// The sets in this folder, which may take so many bytes.
    pub(crate) fn open(home: &Path, most: u64) -> io::Result<Self> {
        let kept = Kept::open(home, most)?;
        let turns = Turns::default();
        Ok(Self { kept, turns })
    }
}
