//! Uses: which flags get which value when nobody types them.

use clap::{Arg, ArgAction, Command};

use super::{Config, Origin};

/// A value that a flag gets.
#[derive(Debug, Clone)]
pub(super) struct Use {
    /// The command's words: `keys create`.
    pub(super) path: Vec<String>,
    /// The flag.
    pub(super) arg: Arg,
    pub(super) value: String,
    pub(super) origin: Origin,
}

/// The variable of a setting or flag: `RGRID_RUN_MEMORY` of `run.memory`.
#[must_use]
pub fn variable(key: &str) -> String {
    format!("RGRID_{}", key.to_uppercase().replace(['.', '-'], "_"))
}

/// The command line with its defaults as `config` has them; what is typed wins.
#[must_use]
pub fn applied(mut tree: Command, config: &Config) -> Command {
    for one in uses(&tree, config) {
        tree = at(tree, &one.path, &one);
    }
    tree
}

/// Every flag that gets a value.
pub(super) fn uses(tree: &Command, config: &Config) -> Vec<Use> {
    let mut found = Vec::new();
    if !config.variables.is_empty() || !config.layers.is_empty() {
        collect(tree, &[], config, &mut found);
    }
    found
}

fn collect(command: &Command, path: &[String], config: &Config, found: &mut Vec<Use>) {
    for arg in command.get_arguments() {
        let Some(long) = arg.get_long() else { continue };
        let words: Vec<&str> = path.iter().map(String::as_str).chain([long]).collect();
        let key = words.join(".");
        // Some flags have a variable of their own, which clap reads.
        let value = match arg.get_env() {
            Some(_) => config.in_files(&key),
            None => config.found(&key),
        };
        // An estimate is of the run that the same settings make.
        let of_run = (path == ["estimate"]).then(|| format!("run.{long}"));
        let value = value.or_else(|| config.found(&of_run?));
        if let Some((value, origin)) = value {
            found.push(Use {
                path: path.to_vec(),
                arg: arg.clone(),
                value: value.to_owned(),
                origin,
            });
        }
    }
    for sub in command.get_subcommands() {
        let path = [path, &[sub.get_name().to_owned()]].concat();
        collect(sub, &path, config, found);
    }
}

fn at(command: Command, path: &[String], one: &Use) -> Command {
    match path.split_first() {
        Some((next, rest)) => command.mut_subcommand(next, |sub| at(sub, rest, one)),
        None => command.mut_arg(one.arg.get_id().clone(), |arg| with(arg, one)),
    }
}

/// The flag with its value. Clap wants texts that stay; there are as many as are set, once per process.
fn with(arg: Arg, one: &Use) -> Arg {
    let many = matches!(arg.get_action(), ArgAction::Append);
    let arg = match &one.origin {
        // What a variable holds may be a secret.
        Origin::Variable(_) if !matches!(arg.get_action(), ArgAction::SetTrue) => {
            arg.hide_default_value(true)
        }
        Origin::Variable(_) | Origin::File(_) => arg,
    };
    if many {
        let lines = one.value.lines().map(|line| &*line.to_owned().leak());
        return arg.default_values(lines.collect::<Vec<&'static str>>());
    }
    let value: &'static str = match truth(&one.value).filter(|_| is_switch(&arg)) {
        Some(true) => "true",
        Some(false) => "false",
        None => one.value.clone().leak(),
    };
    arg.default_value(value)
}

/// Whether a flag stands for itself.
pub(super) fn is_switch(arg: &Arg) -> bool {
    let words = arg.get_possible_values();
    matches!(arg.get_action(), ArgAction::SetTrue)
        || words.iter().any(|word| word.get_name() == "true")
}

/// A word for yes or no.
pub(super) fn truth(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "true" | "1" | "yes" | "on" => Some(true),
        "false" | "0" | "no" | "off" => Some(false),
        _ => None,
    }
}
