//! The block in a Python script that says what it needs (PEP 723).

#[cfg(test)]
mod tests;

use serde::Deserialize;

use super::project::{Tool, listed};

/// What the block says.
#[derive(Deserialize)]
struct Block {
    #[serde(default)]
    dependencies: Vec<String>,
    #[serde(default)]
    tool: Tool,
}

/// The packages that the block of a script names, if it has a block; it may name none.
pub(super) fn dependencies(script: &str) -> Option<Result<String, String>> {
    let text = match content(script)? {
        Ok(text) => text,
        Err(why) => return Some(Err(why)),
    };
    let read = toml::from_str::<Block>(&text);
    let read = read.map_err(|error| format!("its block: {}", error.message()));
    Some(read.and_then(|block| listed(&block.dependencies, &block.tool)))
}

/// The lines of the block, without their `#`.
fn content(script: &str) -> Option<Result<String, String>> {
    let mut lines = script.lines().map(str::trim_end);
    lines.find(|line| *line == "# /// script")?;
    let inside: Vec<_> = lines
        .map_while(|line| match line.strip_prefix('#') {
            Some("") => Some(""),
            Some(rest) => rest.strip_prefix(' '),
            None => None,
        })
        .collect();
    // The last of such lines ends the block: a line of the block may look like its end.
    let Some(end) = inside.iter().rposition(|line| *line == "///") else {
        return Some(Err(
            "its block begins with `# /// script` and has no end `# ///`".into(),
        ));
    };
    let inside = inside.get(..end).unwrap_or_default();
    if inside.contains(&"/// script") {
        return Some(Err("it has two blocks".into()));
    }
    Some(Ok(inside.join("\n")))
}
