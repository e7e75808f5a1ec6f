//! What the parser of TOML says, fit to be shown.

/// What is wrong and where, without the source lines that the parser quotes.
pub(super) fn of(error: &toml::de::Error) -> String {
    let text = error.to_string();
    let lines = text.lines().filter(|line| !line.contains('|'));
    lines.collect::<Vec<_>>().join(", ")
}
