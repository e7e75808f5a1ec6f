//! `rgrid keys create`.

use clap::Args;

use crate::{app::App, exit::Result};

/// Flags of `rgrid keys create`.
#[derive(Debug, Clone, Args)]
pub struct CreateArgs {
    /// What it is for; shown in lists
    pub name: String,
}

/// Makes a key; the key itself is the only thing on stdout.
pub(super) fn run(app: &App, args: &CreateArgs) -> Result<()> {
    let client = app.client()?;
    let made = app.block_on(async { Ok(client.create_key(&args.name).await?) })?;
    if app.printer.json {
        return app.printer.document(&made);
    }
    app.printer.line(made.secret.reveal())?;
    app.printer.tell(format_args!(
        "keep it; it is not shown again. Revoke it with: rgrid keys revoke {}",
        made.key.id
    ));
    Ok(())
}
