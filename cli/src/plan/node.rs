//! Node modules: the local files that a script requires or imports by a relative path, and its `package.json`.

#[cfg(test)]
mod tests;

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use rgrid_shared::limits::MAX_INPUTS;

/// The files that `script`, a real path, needs besides itself.
///
/// # Errors
/// When a file that is there cannot be read.
pub(super) fn modules(script: &Path) -> io::Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut open = vec![script.to_owned()];
    while let Some(file) = open.pop() {
        let folder = file.parent().unwrap_or(Path::new("/"));
        let package = folder.join("package.json");
        if package.is_file() {
            found.insert(package);
        }
        let source = String::from_utf8_lossy(&fs::read(&file)?).into_owned();
        for name in named(&source) {
            let Some(path) = resolve(&folder.join(name)) else {
                continue;
            };
            let code = path
                .extension()
                .is_some_and(|end| end == "js" || end == "mjs" || end == "cjs");
            if path != script && found.len() < MAX_INPUTS && found.insert(path.clone()) && code {
                open.push(path);
            }
        }
    }
    Ok(found)
}

/// The relative paths in quotes after `from`, `import` or `require`.
fn named(source: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for word in ["from", "import", "require"] {
        for (at, _) in source.match_indices(word) {
            let rest = source
                .get(at.saturating_add(word.len())..)
                .unwrap_or_default();
            let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '(');
            let Some(mark) = rest
                .chars()
                .next()
                .filter(|c| matches!(c, '"' | '\'' | '`'))
            else {
                continue;
            };
            let name = rest.split(mark).nth(1).unwrap_or_default();
            if name.starts_with("./") || name.starts_with("../") || matches!(name, "." | "..") {
                names.push(name);
            }
        }
    }
    names
}

/// The file behind a path, as Node would find it.
fn resolve(path: &Path) -> Option<PathBuf> {
    let with = |end: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    };
    let ends = ["", ".js", ".mjs", ".cjs", ".json", "/index.js"];
    let file = ends.into_iter().map(with).find(|path| path.is_file())?;
    file.canonicalize().ok()
}
