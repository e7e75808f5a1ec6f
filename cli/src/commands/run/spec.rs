//! The `JobSpec` of a `rgrid run` line, without its files: environment, secrets, resources, labels.

use std::{collections::BTreeMap, path::Path};

use rgrid_shared::spec::{Dependencies, JobSpec, Resources, Secret};

use super::RunArgs;
use crate::{
    exit::{Failure, Result, quote},
    plan::Plan,
    send::Blobs,
    table,
};

/// The spec of `args` and `plan`.
///
/// # Errors
/// When a variable is not set here, a file cannot be read, or a field breaks a rule.
pub(in crate::commands) fn of(args: &RunArgs, plan: &Plan) -> Result<JobSpec> {
    let defaults = Resources::default();
    let secrets = variables(&args.secret, &args.secret_file, "--secret")?;
    let spec = JobSpec {
        runtime: plan.runtime.clone(),
        command: plan.command.clone(),
        args: plan.args.clone(),
        env: variables(&args.env, &args.env_file, "--env")?,
        secrets: secrets
            .into_iter()
            .map(|(name, value)| (name, Secret::new(value)))
            .collect(),
        inputs: Vec::new(),
        dependencies: None,
        stdin: None,
        outputs: Vec::new(),
        resources: Resources {
            cpu_millis: args.cpu.unwrap_or(defaults.cpu_millis),
            memory_bytes: args.memory.unwrap_or(defaults.memory_bytes),
            disk_bytes: args.disk.unwrap_or(defaults.disk_bytes),
            pids: defaults.pids,
        },
        timeout_s: args.timeout.unwrap_or(3_600),
        network: args.network,
        retries: args.retries,
        metadata: args.metadata.iter().cloned().collect(),
    };
    match spec.validate() {
        Ok(()) => Ok(spec),
        Err(errors) => {
            let text: Vec<_> = errors
                .iter()
                .map(|error| match flag(&error.field) {
                    flag @ ("--memory" | "--disk") => format!("{flag}: {}", sizes(&error.message)),
                    flag => format!("{flag}: {}", error.message),
                })
                .collect();
            Err(Failure::usage(text.join("; ")))
        }
    }
}

/// Adds what is installed, whose files go along with the others.
pub(super) fn add_dependencies(spec: &mut JobSpec, plan: &Plan, blobs: &mut Blobs) -> Result<()> {
    let Some(found) = &plan.dependencies else {
        return Ok(());
    };
    let files = found.files.iter();
    let files = files.map(|(name, bytes)| blobs.give(name, bytes));
    spec.dependencies = Some(Dependencies {
        installer: found.installer,
        files: files.collect::<Result<_>>()?,
    });
    Ok(())
}

/// The flag that sets a field.
fn flag(field: &str) -> &str {
    match field {
        "resources.cpu_millis" => "--cpu",
        "resources.memory_bytes" => "--memory",
        "resources.disk_bytes" => "--disk",
        "timeout_s" => "--timeout",
        "retries" => "--retries",
        "env" => "--env",
        "metadata" => "--metadata",
        "runtime" => "--runtime",
        other => other,
    }
}

/// The same with its bytes as one types them: `16M`.
fn sizes(message: &str) -> String {
    let words = message.trim_end_matches(" bytes").split(' ');
    let words = words.map(|word| match word.parse() {
        Ok(bytes) => table::amount(bytes).replace(' ', "").replace("iB", ""),
        Err(_) => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

fn variables(
    words: &[String],
    files: &[std::path::PathBuf],
    flag: &str,
) -> Result<BTreeMap<String, String>> {
    let mut all = BTreeMap::new();
    for file in files {
        read_file(file, &mut all)?;
    }
    for word in words {
        if let Some((name, value)) = word.split_once('=') {
            all.insert(name.to_owned(), value.to_owned());
            continue;
        }
        let value = std::env::var(word).map_err(|_| {
            Failure::usage(format!(
                "{flag} {}: no such variable is set here",
                word.escape_debug()
            ))
            .hint(format!("{flag} {}=VALUE", word.escape_debug()))
        })?;
        all.insert(word.clone(), value);
    }
    Ok(all)
}

/// Lines of NAME=VALUE; `export`, quotes around a value, empty lines and `#` lines are understood.
fn read_file(path: &Path, all: &mut BTreeMap<String, String>) -> Result<()> {
    let text =
        std::fs::read_to_string(path).map_err(|error| Failure::file("read", path, &error))?;
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        let line = line.strip_prefix("export ").unwrap_or(line).trim_start();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let Some((name, value)) = line.split_once('=') else {
            let number = number.saturating_add(1);
            return Err(Failure::usage(format!(
                "line {number} of {} is not NAME=VALUE",
                quote(path)
            )));
        };
        let value = value.trim();
        let unquoted = ['"', '\'']
            .iter()
            .find_map(|&mark| value.strip_prefix(mark)?.strip_suffix(mark));
        all.insert(name.trim().to_owned(), unquoted.unwrap_or(value).to_owned());
    }
    Ok(())
}
