//! `rgrid doctor`: what is needed, whether it is there, and what to type when it is not.

mod machine;
mod server;

use clap::Args;
use serde::Serialize;

use crate::{
    app::App,
    exit::{Failure, Result},
};

/// Flags of `rgrid doctor`.
#[derive(Debug, Clone, Args)]
pub struct DoctorArgs {}

/// One thing that was looked at.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Check {
    name: &'static str,
    ok: bool,
    /// What was found.
    found: String,
    /// What to type when it is not well.
    hint: Option<String>,
}

impl Check {
    fn ok(name: &'static str, found: impl Into<String>) -> Self {
        Self {
            name,
            ok: true,
            found: found.into(),
            hint: None,
        }
    }

    fn failed(name: &'static str, found: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            name,
            ok: false,
            found: found.into(),
            hint: Some(hint.into()),
        }
    }

    fn of(name: &'static str, failure: &Failure) -> Self {
        Self {
            name,
            ok: false,
            found: failure.message.clone(),
            hint: failure.hints.first().cloned(),
        }
    }
}

/// Looks at everything, a line each.
///
/// # Errors
/// When something that running needs is not well.
pub fn run(app: &App, _args: &DoctorArgs) -> Result<()> {
    let mut checks = Vec::new();
    let mut local = true;
    match app.target() {
        Err(failure) => checks.push(Check::of("profile", &failure)),
        Ok(target) => {
            local = server::is_local(&target.url);
            let name = target.profile.as_deref().unwrap_or("environment");
            checks.push(Check::ok("profile", format!("{name}: {}", target.url)));
            let client = app.client()?;
            checks.extend(app.block_on(async { Ok(server::checks(&client).await) })?);
        }
    }
    if local {
        checks.extend(machine::docker());
    }
    checks.push(machine::disk());
    for check in &checks {
        show(app, check)?;
    }
    match checks.iter().filter(|check| !check.ok).count() {
        0 => Ok(()),
        1 => Err(Failure::local("1 thing is not well")),
        count => Err(Failure::local(format!("{count} things are not well"))),
    }
}

fn show(app: &App, check: &Check) -> Result<()> {
    if app.printer.json {
        return app.printer.document(check);
    }
    let paint = app.printer.paint();
    let word = if check.ok {
        paint.green("ok    ")
    } else {
        paint.red("failed")
    };
    app.printer
        .line(format_args!("{word}  {:<8}  {}", check.name, check.found))?;
    match &check.hint {
        Some(hint) => app.printer.line(format_args!(
            "{:>8}{:<8}    {}",
            "",
            "",
            paint.cyan(&format!("→ {hint}"))
        )),
        None => Ok(()),
    }
}
