//! `rgrid keys revoke`.

use clap::Args;
use rgrid_shared::id::KeyId;

use crate::{app::App, exit::Result};

/// Flags of `rgrid keys revoke`.
#[derive(Debug, Clone, Args)]
pub struct RevokeArgs {
    /// The keys' ids, as `rgrid keys list` shows them
    #[arg(required = true, value_name = "KEY")]
    pub ids: Vec<KeyId>,
}

/// Revokes each.
pub(super) fn run(app: &App, args: &RevokeArgs) -> Result<()> {
    let client = app.client()?;
    app.block_on(async {
        for &id in &args.ids {
            client.revoke_key(id).await?;
            if app.printer.json {
                app.printer
                    .document(&serde_json::json!({ "revoked": id }))?;
            } else {
                app.printer.tell(format_args!("{id} is revoked"));
            }
        }
        Ok(())
    })
}
