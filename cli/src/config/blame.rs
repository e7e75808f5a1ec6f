//! Blame: which variable or file has a value that its flag does not take.

use std::ffi::OsString;

use clap::{Command, error::ErrorKind};

use super::{
    Config,
    uses::{Use, is_switch, truth, uses},
};
use crate::{args, exit::Failure};

/// The failure for the first wrong value; nothing when all are right.
#[must_use]
pub fn blame(config: &Config) -> Option<Failure> {
    uses(&args::tree(), config).iter().find_map(|one| {
        let mut failure = wrong(one)?;
        failure.message = format!("{}: {}", one.origin, failure.message);
        Some(failure)
    })
}

/// Why the setting `key` cannot be `value`.
#[must_use]
pub fn refuses(key: &str, value: &str) -> Option<Failure> {
    let (path, long) = key.rsplit_once('.').unwrap_or(("", key));
    let path: Vec<String> = path
        .split('.')
        .map(str::to_owned)
        .filter(|word| !word.is_empty())
        .collect();
    let tree = args::tree();
    let command = path
        .iter()
        .try_fold(&tree, |tree, word| tree.find_subcommand(word))?;
    let arg = command
        .get_arguments()
        .find(|arg| arg.get_long() == Some(long))?;
    wrong(&Use {
        path,
        arg: arg.clone(),
        value: value.to_owned(),
        origin: super::Origin::Variable(String::new()),
    })
}

/// What the flag says to the value when it is typed.
fn wrong(one: &Use) -> Option<Failure> {
    let long = one.arg.get_long()?;
    if is_switch(&one.arg) {
        let text = format!(
            "--{long} is `true` or `false`, not `{}`",
            one.value.escape_debug()
        );
        return truth(&one.value).is_none().then(|| Failure::usage(text));
    }
    let mut words = vec!["rgrid".to_owned()];
    words.extend(one.path.iter().cloned());
    words.push(format!("--{long}={}", one.value));
    if one.path.is_empty() {
        words.push("list".to_owned());
    }
    let words: Vec<OsString> = words.into_iter().map(OsString::from).collect();
    let plain: Command = args::tree();
    let error = plain.try_get_matches_from(&words).err()?;
    let of_the_value = [ErrorKind::InvalidValue, ErrorKind::ValueValidation];
    of_the_value
        .contains(&error.kind())
        .then(|| args::refused(&words, &error))
}
