//! All settings in a table.

use crate::{
    config::{Config, Origin, settings},
    exit::Result,
    printer::Printer,
    table,
};

/// Lists them.
pub(super) fn show(printer: &Printer, config: &Config, origin: bool) -> Result<()> {
    if printer.json {
        let all = settings::ALL.iter();
        let all: Vec<_> = all
            .map(|one| document(one.key, config.found(one.key)))
            .collect();
        return printer.document(&serde_json::json!({ "settings": all }));
    }
    let last = if origin { "FROM" } else { "WHAT" };
    let rows = settings::ALL.iter().map(|setting| {
        let found = config.found(setting.key);
        let value = found.as_ref().map_or("(default)", |(value, _)| *value);
        let last = match (origin, &found) {
            (true, Some((_, origin))) => origin.to_string(),
            (true, None) => "default".to_owned(),
            (false, _) => setting.about.to_owned(),
        };
        vec![setting.key.to_owned(), table::plain(value), last]
    });
    table::print_fitting(printer, &["SETTING", "VALUE", last], rows.collect(), &[])
}

/// One setting as a document.
pub(super) fn document(key: &str, found: Option<(&str, Origin)>) -> serde_json::Value {
    let (value, origin) = found.unzip();
    serde_json::json!({
        "key": key,
        "value": value,
        "origin": origin.map(|origin| origin.to_string()),
    })
}
