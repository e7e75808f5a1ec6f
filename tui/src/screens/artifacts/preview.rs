//! Preview: what is in a file, as text: tables in columns, JSON in lines, other bytes as numbers.

mod kinds;
#[cfg(test)]
mod tests;

use rgrid_shared::{path::RelPath, wire::artifacts::Artifact};

use crate::{action::Action, screens::parts::size};
use kinds::lines;

/// What is in a file.
#[derive(Debug, Clone)]
pub(crate) struct Preview {
    /// Its path.
    pub(crate) path: RelPath,
    /// Its lines; nothing until it came.
    pub(crate) lines: Option<Vec<String>>,
    /// The first line that is shown.
    pub(crate) top: usize,
    /// How many lines were shown last.
    pub(crate) page: usize,
    bytes: u64,
}

impl Preview {
    pub(super) fn of(artifact: &Artifact) -> Self {
        Self {
            path: artifact.path.clone(),
            lines: None,
            top: 0,
            page: 1,
            bytes: artifact.size,
        }
    }

    /// Takes the bytes, when they are those of this file.
    pub(super) fn take(&mut self, path: &RelPath, bytes: &[u8]) {
        if *path != self.path {
            return;
        }
        self.lines = Some(if bytes.is_empty() && self.bytes > 0 {
            vec![format!(
                "{} is too much to be shown here; d downloads it",
                size(self.bytes)
            )]
        } else {
            lines(path.as_str(), bytes)
        });
    }

    /// Scrolls by pages and half pages; single lines are the list's.
    pub(super) fn scroll(&mut self, action: Action) -> bool {
        let length = self.lines.as_ref().map_or(0, Vec::len);
        self.top = match action {
            Action::HalfDown => self.top + self.page / 2,
            Action::HalfUp => self.top.saturating_sub(self.page / 2),
            Action::PageDown => self.top + self.page,
            Action::PageUp => self.top.saturating_sub(self.page),
            _ => return false,
        };
        self.top = self.top.min(length.saturating_sub(self.page));
        true
    }
}
