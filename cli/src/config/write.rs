//! Writing a setting into a file, whose other lines and comments stay as they are.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use toml_edit::{DocumentMut, Item, Table, Value, value};

use crate::exit::{Failure, Result, quote};

/// Sets `key` in the file, or takes it out.
///
/// # Errors
/// When the file is broken or cannot be written.
pub fn set(path: &Path, key: &str, to: Option<&str>) -> Result<()> {
    let fail = |error: io::Error| Failure::file("write", path, &error);
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Failure::file("read", path, &error)),
    };
    let mut document: DocumentMut = text.parse().map_err(|_| {
        Failure::usage(format!("{} is broken", quote(path))).hint("rgrid config list")
    })?;
    put(document.as_table_mut(), key, to);
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(fail)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(fail)?;
    file.write_all(document.to_string().as_bytes())
        .map_err(fail)?;
    file.persist(path).map_err(|error| fail(error.error))?;
    Ok(())
}

fn put(table: &mut Table, key: &str, to: Option<&str>) {
    if let Some((name, rest)) = key.split_once('.') {
        let below = table.entry(name).or_insert_with(toml_edit::table);
        if let Some(below) = below.as_table_mut() {
            put(below, rest, to);
        } else if let Some(below) = below.as_inline_table_mut() {
            match to {
                Some(to) => drop(below.insert(rest, scalar(to))),
                None => drop(below.remove(rest)),
            }
        }
        return;
    }
    match to {
        // What stands around the value, such as a remark behind it, stays.
        Some(to) => match table.get_mut(key).and_then(Item::as_value_mut) {
            Some(before) => {
                let around = before.decor().clone();
                *before = scalar(to);
                *before.decor_mut() = around;
            }
            None => drop(table.insert(key, value(scalar(to)))),
        },
        None => drop(table.remove(key)),
    }
}

/// Numbers and truths as such, all else as text.
fn scalar(text: &str) -> Value {
    match (text.parse::<i64>(), text.parse::<bool>()) {
        (Ok(number), _) => number.into(),
        (_, Ok(truth)) => truth.into(),
        _ => text.into(),
    }
}
