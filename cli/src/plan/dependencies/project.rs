//! `pyproject.toml` without a lock: the packages that the project names.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    project: Option<Project>,
    #[serde(default)]
    tool: Tool,
}

#[derive(Deserialize)]
struct Project {
    #[serde(default)]
    dependencies: Vec<String>,
}

/// What counts of `[tool]`.
#[derive(Default, Deserialize)]
pub(super) struct Tool {
    #[serde(default)]
    uv: Uv,
}

#[derive(Default, Deserialize)]
struct Uv {
    #[serde(default)]
    index: Vec<Index>,
    #[serde(default)]
    sources: BTreeMap<String, toml::Value>,
}

#[derive(Deserialize)]
struct Index {
    url: String,
    #[serde(default)]
    default: bool,
}

/// The packages of a project as lines; nothing when the file is about other things.
pub(super) fn dependencies(text: &str) -> Result<Option<String>, String> {
    let file: File = toml::from_str(text).map_err(|error| error.message().to_owned())?;
    let Some(project) = file
        .project
        .filter(|project| !project.dependencies.is_empty())
    else {
        return Ok(None);
    };
    listed(&project.dependencies, &file.tool).map(Some)
}

/// Packages and the indexes that they come from, as lines.
pub(super) fn listed(packages: &[String], tool: &Tool) -> Result<String, String> {
    if let Some((name, _)) = tool
        .uv
        .sources
        .iter()
        .find(|(name, _)| packages.iter().any(|it| it.starts_with(*name)))
    {
        let words = "is not read; name the address in the dependency itself, as in";
        return Err(format!("[tool.uv.sources] {words} \"{name} @ https://…\""));
    }
    let indexes = tool.uv.index.iter().map(|index| {
        let flag = if index.default {
            "--index-url"
        } else {
            "--extra-index-url"
        };
        format!("{flag} {}", index.url)
    });
    let packages = packages.iter().map(|line| {
        let words: Vec<_> = line.split_whitespace().collect();
        words.join(" ")
    });
    let mut lines: Vec<_> = packages.collect();
    if !lines.is_empty() {
        lines.splice(0..0, indexes);
        lines.push(String::new());
    }
    Ok(lines.join("\n"))
}
