//! The checks of a `JobSpec`: one clear error per field, all of them at once.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::JobSpec;
use crate::{
    limits::{MAX_ARGS, MAX_ARGS_BYTES, MAX_ENV, MAX_ENV_BYTES, MAX_METADATA, MAX_METADATA_BYTES},
    runtime,
};

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldError {
    /// The field, as a path: `resources.cpu_millis`, `inputs[3].path`.
    pub field: String,
    /// What is wrong with it, and what is allowed.
    pub message: String,
}

/// Collects errors as `check(condition, field, message)`.
pub(super) struct Checks(Vec<FieldError>);

impl Checks {
    pub(super) fn require(&mut self, holds: bool, field: &str, message: impl FnOnce() -> String) {
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
        if let Some(dependencies) = &self.dependencies {
            dependencies.check(&mut checks);
        }
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
