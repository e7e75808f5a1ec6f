//! Python modules: the local files that a script imports, found as Python would find them beside it.
//!
//! Sends rather too much than too little: of a package its whole folder. Does not run Python.

mod lines;
mod scan;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use rgrid_shared::limits::MAX_INPUTS;
use scan::Import;

/// The files below `root` that `script` (its text) needs, relative to `root`, sorted.
///
/// # Errors
/// When a module that is there cannot be read.
pub(super) fn modules(root: &Path, script: &[u8]) -> io::Result<BTreeSet<PathBuf>> {
    let mut search = Search {
        root,
        found: BTreeSet::new(),
        open: Vec::new(),
    };
    search.follow(Path::new(""), script);
    while let Some(file) = search.open.pop() {
        let text = fs::read(root.join(&file))?;
        search.follow(file.parent().unwrap_or(Path::new("")), &text);
    }
    Ok(search.found)
}

struct Search<'a> {
    root: &'a Path,
    found: BTreeSet<PathBuf>,
    open: Vec<PathBuf>,
}

impl Search<'_> {
    fn follow(&mut self, folder: &Path, text: &[u8]) {
        for import in scan::imports(&String::from_utf8_lossy(text)) {
            self.resolve(folder, &import);
        }
    }

    fn resolve(&mut self, folder: &Path, import: &Import) {
        let mut at = PathBuf::new();
        if import.level > 0 {
            folder.clone_into(&mut at);
            for _ in 1..import.level {
                at.pop();
            }
        }
        for part in &import.module {
            if !self.step(&mut at, part) {
                return;
            }
        }
        for name in &import.names {
            self.step(&mut at.clone(), name);
        }
    }

    /// Goes one name down; says whether there is a folder to go on in.
    fn step(&mut self, at: &mut PathBuf, name: &str) -> bool {
        let file = at.join(format!("{name}.py"));
        at.push(name);
        if self.is_file(&at.join("__init__.py")) {
            self.add_package(&at.clone());
            return true;
        }
        if self.is_file(&file) {
            self.add(file);
            return false;
        }
        self.root.join(&*at).is_dir()
    }

    fn is_file(&self, path: &Path) -> bool {
        self.root.join(path).is_file()
    }

    fn add(&mut self, file: PathBuf) {
        if self.found.len() < MAX_INPUTS && self.found.insert(file.clone()) {
            self.open.push(file);
        }
    }

    /// All Python files of a package's folder.
    fn add_package(&mut self, folder: &Path) {
        let Ok(entries) = fs::read_dir(self.root.join(folder)) else {
            return;
        };
        for entry in entries.flatten() {
            let path = folder.join(entry.file_name());
            let name = entry.file_name();
            let Some(name) = name.to_str() else { continue };
            let Ok(kind) = entry.file_type() else {
                continue;
            };
            if kind.is_dir() && !name.starts_with('.') && name != "__pycache__" {
                self.add_package(&path);
            } else if path.extension().is_some_and(|end| end == "py") && self.is_file(&path) {
                self.add(path);
            }
        }
    }
}
