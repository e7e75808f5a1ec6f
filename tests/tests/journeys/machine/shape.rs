//! Shape: the names and kinds of a document, without its values.

use serde_json::Value;

/// The shape, a name a line, further in the deeper it is.
pub(super) fn shape(value: &Value, deep: usize) -> String {
    let pad = "  ".repeat(deep);
    if let Value::Object(fields) = value {
        let field = |(name, value): (&String, &Value)| {
            let below = if is_flat(value) {
                String::new()
            } else {
                shape(value, deep + 1)
            };
            format!("{pad}{name}: {}\n{below}", kind(value))
        };
        return fields.iter().map(field).collect::<Vec<_>>().concat();
    }
    // What is in a list is alike.
    match value.as_array().map(|all| all.first()) {
        Some(None) => String::new(),
        Some(Some(first)) if !is_flat(first) => shape(first, deep),
        Some(Some(first)) => format!("{pad}{}\n", kind(first)),
        None => format!("{pad}{}\n", kind(value)),
    }
}

fn is_flat(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "truth",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "a list of",
        Value::Object(_) => "a document of",
    }
}
