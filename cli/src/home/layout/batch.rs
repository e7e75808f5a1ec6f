//! Where the outputs of a batch go.

use std::{collections::HashSet, path::PathBuf};

use rgrid_shared::path::RelPath;

use super::Goes;
use crate::{plan::files::FOLDER_MARK, receipt};

/// The folder of outputs of a batch.
#[derive(Debug, Clone)]
pub struct Batch {
    /// The folder of all outputs.
    pub root: PathBuf,
    /// Whether all files go into one folder.
    pub flat: bool,
    taken: HashSet<String>,
}

impl Batch {
    /// Places below `root`.
    #[must_use]
    pub fn new(root: PathBuf, flat: bool) -> Self {
        Self {
            root,
            flat,
            taken: HashSet::from([receipt::NAME.to_owned()]),
        }
    }

    /// Takes the name of a file that stays where it is.
    pub fn keep(&mut self, path: &str) {
        self.taken.insert(path.to_lowercase());
    }

    /// The place of an artifact of the item whose folder is `folder`; `remote` is its path there.
    pub fn place(&mut self, folder: &str, remote: &str) -> Option<Goes> {
        let path = RelPath::new(remote)
            .ok()
            .filter(|path| path.file_name() != FOLDER_MARK)?;
        if !self.flat {
            let path = RelPath::new(format!("{folder}/{path}")).ok()?;
            return Some(Goes {
                root: self.root.clone(),
                path,
            });
        }
        let name = path.file_name();
        let (stem, end) = match name
            .rfind('.')
            .filter(|&at| at > 0)
            .and_then(|at| name.split_at_checked(at))
        {
            Some(parts) => parts,
            None => (name, ""),
        };
        let mut free = name.to_owned();
        let mut number = 0_u32;
        while !self.taken.insert(free.to_lowercase()) {
            number = number.saturating_add(1);
            free = format!("{stem}_{number}{end}");
        }
        Some(Goes {
            root: self.root.clone(),
            path: RelPath::new(free).ok()?,
        })
    }
}
