//! Import statements of a Python text, read line by line with care for strings, comments and brackets.

use super::lines::statements;

/// One import: `from ..a.b import c, d` is level 2, module a b, names c and d.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Import {
    /// How many dots stood in front.
    pub(super) level: usize,
    /// The names between dots.
    pub(super) module: Vec<String>,
    /// The names after `import` of a `from` statement; each may be a module.
    pub(super) names: Vec<String>,
}

/// All imports, wherever they stand in the text.
pub(super) fn imports(source: &str) -> Vec<Import> {
    let mut found = Vec::new();
    for statement in statements(source) {
        for part in statement.split([';', ':']) {
            read(part.trim(), &mut found);
        }
    }
    found.extend(by_name(source));
    found
}

fn read(statement: &str, found: &mut Vec<Import>) {
    let mut words = statement.split_whitespace();
    match words.next() {
        Some("import") => {
            let list = statement.trim_start_matches("import");
            found.extend(list.split(',').filter_map(|item| named(item, "")));
        }
        Some(first) if first == "from" || first.starts_with("from.") => {
            let Some((module, names)) = statement
                .get(4..)
                .and_then(|rest| split_at_word(rest, "import"))
            else {
                return;
            };
            found.extend(named(module, names));
        }
        _ => {}
    }
}

/// `a.b as c` and the names of a `from` statement.
fn named(module: &str, names: &str) -> Option<Import> {
    let first = |text: &str| text.split_whitespace().next().map(str::to_owned);
    let dotted: String = module.split(" as ").next()?.split_whitespace().collect();
    let level = dotted.bytes().take_while(|&byte| byte == b'.').count();
    let module: Vec<_> = dotted
        .get(level..)?
        .split('.')
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    let plain = |name: &String| name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if !module.iter().all(plain) || (module.is_empty() && level == 0) {
        return None;
    }
    let names = names
        .split(',')
        .filter_map(|name| first(name.trim_matches(['(', ')', ' ', '\t', '\n', '\r'])))
        .filter(plain)
        .collect();
    Some(Import {
        level,
        module,
        names,
    })
}

/// What stands before and after `word`, which must stand alone.
fn split_at_word<'a>(text: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    text.match_indices(word).find_map(|(at, _)| {
        let (before, rest) = (text.get(..at)?, text.get(at.checked_add(word.len())?..)?);
        let apart = before.ends_with([' ', '\t', '.', '\n'])
            && rest.starts_with([' ', '\t', '(', '*', '\n']);
        apart.then_some((before, rest))
    })
}

/// `import_module("a.b")` and `__import__("a")` with a plain string.
fn by_name(source: &str) -> Vec<Import> {
    let mut found = Vec::new();
    for call in ["import_module(", "__import__("] {
        for rest in source.split(call).skip(1) {
            let rest = rest.trim_start();
            let Some(mark) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
                continue;
            };
            found.extend(rest.split(mark).nth(1).and_then(|name| named(name, "")));
        }
    }
    found
}
