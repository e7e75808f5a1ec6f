//! Recipe: how packages are installed, as a script for the sandbox.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use rgrid_shared::spec::{Installer, Secret};

use crate::engine::Stand;

/// Settings of this node's own environment that the installers get: where packages come from, and by which way.
const OPERATORS: [&str; 18] = [
    "UV_DEFAULT_INDEX",
    "UV_INDEX",
    "UV_INDEX_URL",
    "UV_EXTRA_INDEX_URL",
    "UV_INDEX_STRATEGY",
    "UV_HTTP_TIMEOUT",
    "PIP_INDEX_URL",
    "PIP_EXTRA_INDEX_URL",
    "NPM_CONFIG_REGISTRY",
    "npm_config_registry",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
];

/// The script that installs into `set`, from the files beside it.
pub(crate) fn script(installer: Installer) -> &'static str {
    match installer {
        Installer::Uv => concat!(include_str!("recipe/uv.sh"), "from_requirements\n"),
        Installer::UvLock => concat!(include_str!("recipe/uv.sh"), "from_lock\n"),
        Installer::Npm => include_str!("recipe/npm.sh"),
    }
}

/// Where what it installs stands in a sandbox.
pub(crate) fn stand(installer: Installer) -> Stand {
    match installer {
        Installer::Uv | Installer::UvLock => Stand::Python,
        Installer::Npm => Stand::Node,
    }
}

/// The secrets that a list of packages names as `${NAME}`, as for a private index; no others.
pub(crate) fn named(list: &str, secrets: &BTreeMap<String, Secret>) -> BTreeMap<String, String> {
    let named = |name: &str| list.contains(&format!("${{{name}}}"));
    let secrets = secrets.iter().filter(|(name, _)| named(name));
    let revealed = secrets.map(|(name, value)| (name.clone(), value.reveal().to_owned()));
    revealed.collect()
}

/// Whether a list of packages names any, so that what comes of it may be another job's own affair.
pub(crate) fn names_secrets(list: &str) -> bool {
    list.contains("${")
}

/// The operator's settings among these variables.
pub(crate) fn operators_env(
    variables: impl Iterator<Item = (String, String)>,
) -> BTreeMap<String, String> {
    let allowed = |name: &String| OPERATORS.contains(&name.as_str());
    let mut env: BTreeMap<_, _> = variables.filter(|(name, _)| allowed(name)).collect();
    // `uv` does not read what is meant for `pip`.
    for (theirs, ours) in [
        ("PIP_INDEX_URL", "UV_DEFAULT_INDEX"),
        ("PIP_EXTRA_INDEX_URL", "UV_INDEX"),
    ] {
        if let Some(value) = env.get(theirs).cloned() {
            env.entry(ours.to_owned()).or_insert(value);
        }
    }
    env
}
