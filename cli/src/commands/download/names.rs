//! Which outputs are meant by their names.

#[cfg(test)]
mod tests;

/// Whether a path, or a folder that it is in, is among the names; no names mean all.
pub(super) fn wanted(names: &[String], path: &str) -> bool {
    let covers = |name: &String| {
        let name = name.trim_start_matches("./").trim_end_matches('/');
        path == name
            || path
                .strip_prefix(name)
                .is_some_and(|rest| rest.starts_with('/'))
    };
    names.is_empty() || names.iter().any(covers)
}

/// A path without the numbered folder that files from outside the current directory stand in.
pub(super) fn without_number(path: &str) -> &str {
    let below = path
        .strip_prefix(".rgrid-in/")
        .and_then(|rest| rest.split_once('/'));
    below
        .filter(|(number, _)| number.parse::<u32>().is_ok())
        .map_or(path, |(_, name)| name)
}
