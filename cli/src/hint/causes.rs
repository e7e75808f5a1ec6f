//! Causes: what a failed script's last lines say that its surroundings lack.

/// The module, without what is inside it, that Python or Node did not find.
#[must_use]
pub fn missing_module(tail: &str) -> Option<&str> {
    let after =
        |line: &'_ str, words: &str| line.find(words).map(|at| at.saturating_add(words.len()));
    let found = tail.lines().rev().find_map(|line| {
        let start = after(line, "ModuleNotFoundError: No module named '")
            .or_else(|| after(line, "Error: Cannot find module '"))?;
        line.get(start..)?.split('\'').next()
    })?;
    // A path is a file that was not sent, not a module that is not installed.
    if found.is_empty() || found.starts_with(['.', '/']) {
        return None;
    }
    if tail.contains("ModuleNotFoundError") {
        return found.split('.').next();
    }
    Some(found)
}

/// How packages come along, in the language whose words these are.
#[must_use]
pub fn how_to_install(tail: &str) -> &'static str {
    if tail.contains("ModuleNotFoundError") {
        return "what requirements.txt beside the script names is installed";
    }
    "what package.json beside the script names is installed when package-lock.json is there too"
}

/// Whether it asked for input where there was none.
#[must_use]
pub fn wants_input(tail: &str) -> bool {
    tail.contains("EOFError: EOF when reading a line")
}

/// Whether it says that a name could not be found or a network not be reached.
#[must_use]
pub fn wants_network(tail: &str) -> bool {
    [
        "Temporary failure in name resolution",
        "Temporary failure resolving",
        "Name or service not known",
        "Could not resolve host",
        "nodename nor servname",
        "Network is unreachable",
        "ENETUNREACH",
        "EAI_AGAIN",
        "getaddrinfo ENOTFOUND",
        "unable to resolve host address",
    ]
    .iter()
    .any(|words| tail.contains(words))
}
