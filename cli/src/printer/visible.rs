//! Filter: what a job's output may do to a terminal.
//!
//! A script's colours (SGR), new lines, tabs, backspaces and carriage returns pass. Everything else that could
//! move the cursor, set the title or the clipboard, or turn text around is made visible.
//! Owns the state between two pieces of one stream.

#[cfg(test)]
mod tests;

/// Longest colour sequence that is still believed to be one.
const LONGEST_SGR: usize = 64;

/// Makes the dangerous part of one stream visible, piece by piece.
#[derive(Debug, Default)]
pub struct Filter {
    /// Bytes of a sequence or character that has not ended yet.
    held: Vec<u8>,
}

/// What the bytes held so far are.
enum Held {
    /// A whole thing that may pass.
    Pass,
    /// Not decided yet.
    More,
    /// Something that must be seen.
    Show,
}

impl Filter {
    /// The piece as it may be written to a terminal.
    pub fn pass(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(bytes.len());
        for &byte in bytes {
            self.take(byte, &mut out);
        }
        out
    }

    fn take(&mut self, byte: u8, out: &mut Vec<u8>) {
        // A byte that cannot continue what is held ends it, and is looked at anew.
        if !self.held.is_empty() && !continues(&self.held, byte) {
            show(&std::mem::take(&mut self.held), out);
        }
        self.held.push(byte);
        match judge(&self.held) {
            Held::More => {}
            Held::Pass => out.append(&mut self.held),
            Held::Show => show(&std::mem::take(&mut self.held), out),
        }
    }
}

/// Whether `byte` may follow the bytes held.
fn continues(held: &[u8], byte: u8) -> bool {
    match held {
        [0x1b] => byte == b'[',
        [0x1b, ..] => byte.is_ascii_digit() || matches!(byte, b';' | b':' | b'm'),
        _ => byte & 0xc0 == 0x80,
    }
}

fn judge(held: &[u8]) -> Held {
    match held {
        [b'\n' | b'\r' | b'\t' | 0x08 | 0x20..=0x7e] | [0x1b, b'[', .., b'm'] => Held::Pass,
        [0x1b, ..] if held.len() < LONGEST_SGR => Held::More,
        [0xc2..=0xf4, ..] => judge_character(held),
        _ => Held::Show,
    }
}

fn judge_character(held: &[u8]) -> Held {
    match std::str::from_utf8(held) {
        Ok(text) if text.chars().any(is_dangerous) => Held::Show,
        Ok(_) => Held::Pass,
        Err(error) if error.error_len().is_none() => Held::More,
        Err(_) => Held::Show,
    }
}

/// C1 controls, and the marks that turn the order of text around.
fn is_dangerous(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Writes control characters in caret or hexadecimal form, the rest as it is.
fn show(bytes: &[u8], out: &mut Vec<u8>) {
    let c = std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| text.chars().next());
    if let Some(c) = c.filter(|&c| is_dangerous(c)) {
        out.extend_from_slice(c.escape_unicode().to_string().as_bytes());
        return;
    }
    for &byte in bytes {
        match byte {
            0x00..=0x1f => out.extend_from_slice(&[b'^', byte.saturating_add(0x40)]),
            0x7f => out.extend_from_slice(b"^?"),
            0x20..=0x7e => out.push(byte),
            0x80.. => out.extend_from_slice(format!("\\x{byte:02x}").as_bytes()),
        }
    }
}
