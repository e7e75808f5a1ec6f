//! Files of variables.

use std::{collections::BTreeMap, path::Path};

use crate::exit::{Failure, Result, quote};

/// Lines of NAME=VALUE; `export`, quotes around a value, empty lines and `#` lines are understood.
pub(super) fn read(path: &Path, all: &mut BTreeMap<String, String>) -> Result<()> {
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
