//! The logical lines of a Python text.

/// The logical lines: strings emptied, comments gone, brackets and backslashes joined.
pub(super) fn statements(source: &str) -> Vec<String> {
    let (mut all, mut line, mut depth) = (Vec::new(), String::new(), 0_u32);
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let mut after = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '#' => {
                after = after
                    .find('\n')
                    .and_then(|at| after.get(at..))
                    .unwrap_or_default();
            }
            '"' | '\'' => {
                after = skip_string(rest, c);
                line.push_str("\"\"");
            }
            '\\' if after.starts_with(['\n', '\r']) => {
                after = after.split_once('\n').map_or("", |(_, next)| next);
                line.push(' ');
            }
            '\n' if depth == 0 => all.push(std::mem::take(&mut line)),
            _ => {
                match c {
                    '(' | '[' | '{' => depth = depth.saturating_add(1),
                    ')' | ']' | '}' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                line.push(if c == '\n' { ' ' } else { c });
            }
        }
        rest = after;
    }
    all.push(line);
    all
}

/// What comes after the string that `text` begins with.
fn skip_string(text: &str, mark: char) -> &str {
    let triple = mark.to_string().repeat(3);
    let (end, long) = if text.starts_with(&triple) {
        (triple, true)
    } else {
        (mark.to_string(), false)
    };
    let mut rest = text.get(end.len()..).unwrap_or_default();
    while let Some(c) = rest.chars().next() {
        if rest.starts_with(&end) {
            return rest.get(end.len()..).unwrap_or_default();
        }
        if c == '\n' && !long {
            return rest;
        }
        let mut chars = rest.chars();
        chars.next();
        if c == '\\' {
            chars.next();
        }
        rest = chars.as_str();
    }
    rest
}
