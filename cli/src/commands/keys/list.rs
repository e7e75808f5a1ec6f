//! `rgrid keys list`.

use chrono::Utc;

use crate::{app::App, exit::Result, table};

/// Lists the keys, newest first.
pub(super) fn run(app: &App) -> Result<()> {
    let client = app.client()?;
    let list = app.block_on(async { Ok(client.list_keys().await?) })?;
    if app.printer.json {
        return app.printer.document(&list);
    }
    let now = Utc::now();
    let rows: Vec<_> = list
        .keys
        .iter()
        .map(|key| {
            let state = key.revoked_at.map_or("valid".to_owned(), |at| {
                format!("revoked {}", table::ago(at, now))
            });
            vec![
                key.id.to_string(),
                table::plain(&key.name),
                table::ago(key.created_at, now),
                state,
            ]
        })
        .collect();
    table::print(&app.printer, &["KEY", "NAME", "MADE", "STATE"], &rows)
}
