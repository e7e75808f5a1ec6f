//! What lies beside a script and says what it needs.

use std::path::{Path, PathBuf};

use rgrid_shared::spec::Installer;

use super::{Dependencies, block, project, read, requirements, unreadable};
use crate::exit::{Result, quote};

pub(super) fn of_python(beside: &Path) -> Result<Option<Dependencies>> {
    let script = if beside.is_file() {
        read(beside)?
    } else {
        None
    };
    let name = quote(beside.file_name().unwrap_or_default().as_ref());
    if let Some(said) = block::dependencies(&script.unwrap_or_default()) {
        let said = said.map_err(|why| unreadable(beside, &why))?;
        let because = format!("the block in {name}");
        return Ok(Dependencies::packages(said, String::new(), &because));
    }
    let at = |name: &str| folder(beside).join(name);
    let list = at("requirements.txt");
    if list.is_file() {
        let (said, constraints) = requirements::read(&list)?;
        return Ok(Dependencies::packages(
            said,
            constraints,
            "requirements.txt",
        ));
    }
    let Some(text) = read(&at("pyproject.toml"))? else {
        return Ok(None);
    };
    if let Some(lock) = read(&at("uv.lock"))? {
        return Ok(Some(Dependencies {
            installer: Installer::UvLock,
            files: vec![("pyproject.toml", text.into()), ("uv.lock", lock.into())],
            because: "pyproject.toml and uv.lock".into(),
        }));
    }
    let said = project::dependencies(&text);
    let said = said.map_err(|why| unreadable(&at("pyproject.toml"), &why))?;
    Ok(said.and_then(|said| Dependencies::packages(said, String::new(), "pyproject.toml")))
}

pub(super) fn of_node(beside: &Path) -> Result<Option<Dependencies>> {
    let at = |name: &str| folder(beside).join(name);
    let Some(package) = read(&at("package.json"))? else {
        return Ok(None);
    };
    let read_json = serde_json::from_str::<serde_json::Value>(&package);
    let said = read_json.map_err(|why| unreadable(&at("package.json"), &why.to_string()))?;
    let any = ["dependencies", "optionalDependencies"].iter().any(|kind| {
        let named = said.get(kind).and_then(serde_json::Value::as_object);
        named.is_some_and(|named| !named.is_empty())
    });
    let lock = if any {
        read(&at("package-lock.json"))?
    } else {
        None
    };
    Ok(lock.map(|lock| Dependencies {
        installer: Installer::Npm,
        files: vec![
            ("package.json", package.into()),
            ("package-lock.json", lock.into()),
        ],
        because: "package.json and package-lock.json".into(),
    }))
}

/// The folder of a script, or the folder itself.
fn folder(beside: &Path) -> PathBuf {
    if beside.is_dir() {
        return beside.to_owned();
    }
    // A script by a link has its files where it is.
    let real = beside.canonicalize().unwrap_or_else(|_| beside.to_owned());
    real.parent().unwrap_or(&real).to_owned()
}
