use std::fs;

use super::*;

#[test]
fn relative_modules_are_found_transitively_with_the_package_file() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    let files = [
        (
            "main.mjs",
            "import a from './a.js'\nimport fs from 'fs'\nconst d = await import('./d.json')",
        ),
        ("a.js", "const b = require('./lib'); require(\"./missing\")"),
        ("lib/index.js", "module.exports = require('../c')"),
        ("c.js", ""),
        ("d.json", "{}"),
        ("other.js", ""),
        ("package.json", "{\"type\":\"module\"}"),
    ];
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let found = modules(&root.join("main.mjs")).unwrap();
    let names: Vec<_> = found
        .iter()
        .map(|path| path.strip_prefix(&root).unwrap().to_str().unwrap())
        .collect();
    assert_eq!(
        names,
        ["a.js", "c.js", "d.json", "lib/index.js", "package.json"]
    );
}
