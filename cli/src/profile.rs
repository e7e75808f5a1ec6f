//! Profiles: where the server is and with which key, from flags, the environment or `~/.rgrid/credentials`.
//!
//! Owns the file, its form and its rights (0600 in 0700). Flags win over the environment, and both over the file.

mod store;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use rgrid_shared::spec::Secret;

use crate::exit::{Failure, Result};
pub use store::{Credentials, Profile};

/// What the user said about where to go, in flags or the environment.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Which profile.
    pub profile: Option<String>,
    /// Which address.
    pub url: Option<String>,
    /// Which key.
    pub key: Option<Secret>,
}

/// A server and the key to it.
#[derive(Debug, Clone)]
pub struct Target {
    /// Where the server is.
    pub url: String,
    /// The API key.
    pub key: Secret,
    /// The profile it comes from, if from one.
    pub profile: Option<String>,
}

/// `~/.rgrid`, or `RGRID_HOME`.
///
/// # Errors
/// When there is no home folder.
pub fn home() -> Result<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value: &std::ffi::OsString| !value.is_empty());
    let folder = set("RGRID_HOME").map(PathBuf::from);
    folder
        .or_else(|| set("HOME").map(|home| PathBuf::from(home).join(".rgrid")))
        .ok_or_else(|| {
            Failure::local("there is no home folder: neither RGRID_HOME nor HOME is set")
                .hint("export RGRID_HOME=/a/folder/of/yours")
        })
}

/// The server and key to use.
///
/// # Errors
/// When the file is readable by others, broken, or names no such profile; when there is no key at all.
pub fn target(wish: &Wish) -> Result<Target> {
    if let (Some(url), Some(key)) = (&wish.url, &wish.key) {
        return Ok(Target {
            url: checked(url)?,
            key: key.clone(),
            profile: None,
        });
    }
    let credentials = Credentials::load(&home()?)?;
    let name = wish.profile.as_deref().or(credentials.default.as_deref());
    let found = name.and_then(|name| {
        credentials
            .profiles
            .get(name)
            .map(|profile| (name, profile))
    });
    let Some((name, profile)) = found else {
        return Err(nothing(wish, &credentials));
    };
    Ok(Target {
        url: checked(wish.url.as_deref().unwrap_or(&profile.url))?,
        key: wish.key.clone().unwrap_or_else(|| profile.key.clone()),
        profile: Some(name.to_owned()),
    })
}

fn nothing(wish: &Wish, credentials: &Credentials) -> Failure {
    let names: Vec<_> = credentials.profiles.keys().map(String::as_str).collect();
    if let Some(name) = &wish.profile {
        let failure = Failure::usage(format!("there is no profile `{}`", name.escape_debug()));
        return match crate::hint::did_you_mean(name, names.iter().copied()) {
            Some(close) => failure.hint(format!("--profile {close}")),
            None if names.is_empty() => failure.hint("rgrid up"),
            None => failure.hint(format!("profiles here: {}", names.join(", "))),
        };
    }
    if wish.key.is_some() || wish.url.is_some() {
        return Failure::auth(
            "RGRID_URL and RGRID_API_KEY must be set together, or a profile named",
        )
        .hint("rgrid doctor");
    }
    Failure::auth("there is no server and no key yet")
        .hint("rgrid up -d    starts everything on this machine")
        .hint("or set RGRID_URL and RGRID_API_KEY")
}

/// The address, if it is one.
///
/// # Errors
/// When it is none.
pub fn checked(url: &str) -> Result<String> {
    let url = url.trim_end_matches('/');
    let host = url
        .strip_prefix("http://")
        .or_else(|| url.strip_prefix("https://"));
    if host.is_some_and(|host| !host.is_empty() && !host.contains(char::is_whitespace)) {
        return Ok(url.to_owned());
    }
    Err(Failure::usage(format!(
        "`{}` is not the address of a server",
        url.escape_debug()
    ))
    .hint("one looks like http://127.0.0.1:7430"))
}
