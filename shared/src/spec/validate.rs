//! The checks of a `JobSpec`: one clear error per field, all of them at once.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::JobSpec;
use crate::{limits::*, runtime};

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldError {
    /// The field, as a path: `resources.cpu_millis`, `inputs[3].path`.
    pub field: String,
    /// What is wrong with it, and what is allowed.
    pub message: String,
}

/// Collects errors as `check(condition, field, message)`.
struct Checks(Vec<FieldError>);

impl Checks {
    fn require(&mut self, holds: bool, field: &str, message: impl FnOnce() -> String) {
        if !holds {
            self.0.push(FieldError {
                field: field.to_owned(),
                message: message(),
            });
        }
    }
}

impl JobSpec {
    /// Checks every field.
    ///
    /// # Errors
    /// One [`FieldError`] per broken rule, in the order of the fields.
    pub fn validate(&self) -> Result<(), Vec<FieldError>> {
        let mut checks = Checks(Vec::new());
        self.check_command(&mut checks);
        self.check_env(&mut checks);
        self.check_files(&mut checks);
        self.check_resources(&mut checks);
        self.check_metadata(&mut checks);
        if checks.0.is_empty() {
            Ok(())
        } else {
            Err(checks.0)
        }
    }

    fn check_command(&self, checks: &mut Checks) {
        checks.require(
            runtime::image_of(&self.runtime).is_some(),
            "runtime",
            || {
                let names: Vec<_> = runtime::catalogue()
                    .iter()
                    .map(|known| known.name.as_str())
                    .collect();
                let given: String = self.runtime.chars().take(64).collect();
                format!(
                    "{given:?} is neither a runtime ({}) nor an image such as `debian:12`",
                    names.join(", ")
                )
            },
        );
        let words = || self.command.iter().chain(&self.args);
        let bytes: usize = words().map(String::len).sum();
        let many = || format!("at most {MAX_ARGS} words and {MAX_ARGS_BYTES} bytes with `args`");
        let fits = words().count() <= MAX_ARGS && bytes <= MAX_ARGS_BYTES;
        checks.require(fits, "command", many);
        let empty = self
            .command
            .iter()
            .chain(&self.args)
            .next()
            .is_none_or(String::is_empty);
        checks.require(!empty, "command", || "name a program to start".into());
        checks.require(words().all(|word| !word.contains('\0')), "args", no_nul);
    }

    fn check_env(&self, checks: &mut Checks) {
        let secrets = self
            .secrets
            .iter()
            .map(|(name, value)| (name, value.reveal()));
        let all = || {
            self.env
                .iter()
                .map(|(name, value)| (name, value.as_str()))
                .chain(secrets.clone())
        };
        let bytes: usize = all()
            .map(|(name, value)| name.len().saturating_add(value.len()))
            .sum();
        checks.require(
            all().count() <= MAX_ENV && bytes <= MAX_ENV_BYTES,
            "env",
            || format!("at most {MAX_ENV} variables and {MAX_ENV_BYTES} bytes, secrets included"),
        );
        let named = |name: &str| !name.is_empty() && !name.contains(['=', '\0']);
        checks.require(all().all(|(name, _)| named(name)), "env", || {
            "a name must not be empty or contain `=` or NUL".into()
        });
        checks.require(all().all(|(_, value)| !value.contains('\0')), "env", no_nul);
    }

    fn check_files(&self, checks: &mut Checks) {
        checks.require(self.inputs.len() <= MAX_INPUTS, "inputs", || {
            format!("at most {MAX_INPUTS} files")
        });
        let mut seen = BTreeSet::new();
        for (index, input) in self.inputs.iter().enumerate().take(MAX_INPUTS) {
            checks.require(
                seen.insert(&input.path),
                &format!("inputs[{index}].path"),
                || format!("`{}` is given twice", input.path.as_str().escape_debug()),
            );
            checks.require(
                input.size <= MAX_BLOB_BYTES,
                &format!("inputs[{index}].size"),
                || format!("at most {MAX_BLOB_BYTES} bytes"),
            );
        }
        checks.require(self.outputs.len() <= MAX_METADATA, "outputs", || {
            format!("at most {MAX_METADATA} patterns")
        });
        checks.require(
            self.outputs.iter().all(|glob| glob.len() <= MAX_PATH_BYTES),
            "outputs",
            || format!("a pattern has at most {MAX_PATH_BYTES} bytes"),
        );
    }

    fn check_resources(&self, checks: &mut Checks) {
        let resources = &self.resources;
        let between = |low: u64, high: u64, unit: &str| format!("between {low} and {high} {unit}");
        checks.require(
            (10..=256_000).contains(&resources.cpu_millis),
            "resources.cpu_millis",
            || between(10, 256_000, "thousandths of a vCPU"),
        );
        checks.require(
            (16 << 20..=4 << 40).contains(&resources.memory_bytes),
            "resources.memory_bytes",
            || between(16 << 20, 4 << 40, "bytes"),
        );
        checks.require(
            (1 << 20..=4 << 40).contains(&resources.disk_bytes),
            "resources.disk_bytes",
            || between(1 << 20, 4 << 40, "bytes"),
        );
        checks.require(
            (4..=32_768).contains(&resources.pids),
            "resources.pids",
            || between(4, 32_768, "processes"),
        );
        checks.require(
            (1..=MAX_TIMEOUT_S).contains(&self.timeout_s),
            "timeout_s",
            || between(1, MAX_TIMEOUT_S.into(), "seconds"),
        );
        checks.require(self.retries <= MAX_RETRIES, "retries", || {
            format!("at most {MAX_RETRIES}")
        });
    }

    fn check_metadata(&self, checks: &mut Checks) {
        checks.require(self.metadata.len() <= MAX_METADATA, "metadata", || {
            format!("at most {MAX_METADATA} entries")
        });
        let fits = |(key, value): (&String, &String)| {
            !key.is_empty()
                && key.len().max(value.len()) <= MAX_METADATA_BYTES
                && !key.contains('\0')
                && !value.contains('\0')
        };
        checks.require(self.metadata.iter().all(fits), "metadata", || {
            format!("a key must not be empty, key and value have at most {MAX_METADATA_BYTES} bytes and no NUL")
        });
    }
}

fn no_nul() -> String {
    "no NUL bytes".into()
}
