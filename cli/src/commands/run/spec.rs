//! The `JobSpec` of a `rgrid run` line, without its files: environment, secrets, resources, labels.

mod file;

use std::collections::BTreeMap;

use rgrid_shared::spec::{Dependencies, JobSpec, Resources, Secret};

use super::RunArgs;
use crate::{
    exit::{Failure, Result},
    plan::Plan,
    runtimes,
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
    let spec = runtimes::translated(JobSpec {
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
        reuse: Some(args.reuses()),
        metadata: args.metadata.iter().cloned().collect(),
    });
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
    let files = (found.files.iter()).map(|(name, bytes)| blobs.give(name, bytes));
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
        file::read(file, &mut all)?;
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
