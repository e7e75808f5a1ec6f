//! Orders: what a sandbox shall run, as bytes.
//!
//! Three counts, and then each text with its length before it. All numbers are 32 bits, little end first.

#[cfg(test)]
mod tests;

/// More bytes than any orders have: a kernel takes less as the arguments of a program.
pub const MOST_BYTES: usize = 16 << 20;

/// What to run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Orders {
    /// The program and all its words.
    pub command: Vec<String>,
    /// What is added to the environment, or set anew in it.
    pub env: Vec<(String, String)>,
    /// Where programs are looked for first.
    pub folders: Vec<String>,
}

impl Orders {
    /// Where programs are looked for, when that is another place than the sandbox's own.
    pub(crate) fn path(&self) -> Option<String> {
        let named = |(name, value): &(String, String)| (name == "PATH").then(|| value.clone());
        let own = self.env.iter().rev().find_map(named);
        let own = own.or_else(|| std::env::var("PATH").ok());
        let folders = self.folders.iter().cloned().chain(own);
        (!self.folders.is_empty()).then(|| folders.collect::<Vec<_>>().join(":"))
    }

    /// The bytes, without their count.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        push(&mut bytes, self.command.len());
        push(&mut bytes, self.env.len());
        push(&mut bytes, self.folders.len());
        let pairs = self.env.iter().flat_map(|(name, value)| [name, value]);
        for text in self.command.iter().chain(pairs).chain(&self.folders) {
            push(&mut bytes, text.len());
            bytes.extend_from_slice(text.as_bytes());
        }
        bytes
    }

    /// What the bytes say; nothing when they are none of ours.
    #[must_use]
    pub fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let (words, pairs) = (number(&mut bytes)?, number(&mut bytes)?);
        let folders = number(&mut bytes)?;
        // No more room than the bytes can fill: a count may be anything.
        let mut orders = Self::default();
        for _ in 0..words {
            orders.command.push(text(&mut bytes)?);
        }
        for _ in 0..pairs {
            let pair = (text(&mut bytes)?, text(&mut bytes)?);
            orders.env.push(pair);
        }
        for _ in 0..folders {
            orders.folders.push(text(&mut bytes)?);
        }
        bytes.is_empty().then_some(orders)
    }
}

fn push(bytes: &mut Vec<u8>, count: usize) {
    // What is cut here is longer than any orders may be, and refused for that.
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    bytes.extend_from_slice(&count.to_le_bytes());
}

fn number(bytes: &mut &[u8]) -> Option<u32> {
    let (number, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(u32::from_le_bytes(*number))
}

fn text(bytes: &mut &[u8]) -> Option<String> {
    let length = usize::try_from(number(bytes)?).ok()?;
    let (text, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    String::from_utf8(text.to_vec()).ok()
}
