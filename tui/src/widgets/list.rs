//! List: where the cursor is in something longer than the screen, and what of it is shown.

/// A cursor in a list and the first line that is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The line under the cursor.
    pub at: usize,
    /// The first line that is shown.
    pub top: usize,
    /// How many lines were shown last.
    pub page: usize,
}

impl Cursor {
    /// Makes both fit a list of `length` lines, of which `page` can be shown.
    pub fn fit(&mut self, length: usize, page: usize) {
        self.page = page.max(1);
        self.at = self.at.min(length.saturating_sub(1));
        let lowest = (self.at + 1).saturating_sub(self.page);
        let highest = length.saturating_sub(self.page);
        self.top = self.top.clamp(lowest, self.at).min(highest.max(lowest));
    }

    /// Moves by so many lines.
    pub fn by(&mut self, lines: isize, length: usize) {
        self.at = self
            .at
            .saturating_add_signed(lines)
            .min(length.saturating_sub(1));
    }

    /// Half a page, for Ctrl-d and Ctrl-u.
    #[must_use]
    pub fn half(&self) -> isize {
        isize::try_from((self.page / 2).max(1)).unwrap_or(1)
    }

    /// A page without one line.
    #[must_use]
    pub fn whole(&self) -> isize {
        isize::try_from(self.page.saturating_sub(1).max(1)).unwrap_or(1)
    }

    /// The line of the list that is shown at line `row` of the screen's part.
    #[must_use]
    pub fn line_at(&self, row: u16) -> usize {
        self.top + usize::from(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_is_always_shown_and_no_room_is_left_below() {
        let mut cursor = Cursor {
            at: 50,
            top: 0,
            page: 0,
        };
        cursor.fit(100, 10);
        assert_eq!((cursor.at, cursor.top), (50, 41));
        cursor.by(-45, 100);
        cursor.fit(100, 10);
        assert_eq!((cursor.at, cursor.top), (5, 5));
        cursor.by(1_000, 100);
        cursor.fit(100, 10);
        assert_eq!((cursor.at, cursor.top), (99, 90));
        cursor.fit(3, 10);
        assert_eq!((cursor.at, cursor.top), (2, 0));
        cursor.fit(0, 0);
        assert_eq!((cursor.at, cursor.top, cursor.page), (0, 0, 1));
    }
}
