//! Lines: a log cut into lines, some of which are shown, each behind a name.

#[cfg(test)]
mod tests;

use chrono::{DateTime, SecondsFormat, Utc};
use rgrid_shared::wire::logs::Stream;

/// A longer line is shown in pieces.
const LONGEST: usize = 1 << 20;

/// Cuts both streams of a log into lines.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    prefix: Vec<u8>,
    grep: Option<String>,
    /// In front of each line, where times are shown.
    time: Option<String>,
    held: [Vec<u8>; 2],
}

impl Lines {
    /// Lines behind `prefix`, and of them those that have `grep` in them.
    #[must_use]
    pub fn new(prefix: &str, grep: Option<&str>) -> Self {
        Self {
            prefix: prefix.as_bytes().to_vec(),
            grep: grep.map(str::to_owned),
            time: None,
            held: [Vec::new(), Vec::new()],
        }
    }

    /// The same, each behind the time at which its end was stored.
    #[must_use]
    pub fn timed(self) -> Self {
        let time = Some(String::new());
        Self { time, ..self }
    }

    /// What follows was stored then.
    pub fn stamp(&mut self, at: Option<DateTime<Utc>>) {
        if let Some(time) = &mut self.time {
            let known = at.map(|at| at.to_rfc3339_opts(SecondsFormat::Millis, true));
            *time = known.unwrap_or_else(|| "-".to_owned()) + " ";
        }
    }

    /// What is to be shown of the lines that end in `bytes`.
    pub fn take(&mut self, stream: Stream, bytes: &[u8]) -> Vec<u8> {
        let held = self.held(stream);
        held.extend(bytes);
        let end = held.iter().rposition(|&byte| byte == b'\n');
        let whole = match end {
            Some(end) => held.drain(..=end).collect(),
            None if held.len() > LONGEST => std::mem::take(held),
            None => return Vec::new(),
        };
        self.shown(&whole)
    }

    /// The same of the last line, which does not end.
    pub fn rest(&mut self, stream: Stream) -> Vec<u8> {
        let mut last = std::mem::take(self.held(stream));
        if !last.is_empty() {
            last.push(b'\n');
        }
        self.shown(&last)
    }

    fn held(&mut self, stream: Stream) -> &mut Vec<u8> {
        let [out, err] = &mut self.held;
        match stream {
            Stream::Stdout => out,
            Stream::Stderr => err,
        }
    }

    fn shown(&self, whole: &[u8]) -> Vec<u8> {
        let has = |line: &[u8]| {
            let text = self.grep.as_deref();
            text.is_none_or(|text| String::from_utf8_lossy(line).contains(text))
        };
        let mut out = Vec::with_capacity(whole.len());
        for line in whole.split_inclusive(|&byte| byte == b'\n') {
            if has(line) {
                out.extend(self.time.iter().flat_map(|time| time.bytes()));
                out.extend(&self.prefix);
                out.extend(line);
            }
        }
        out
    }
}
