//! Search: what is looked for in a log, and where it was found.

use regex::{Regex, RegexBuilder};

use crate::message::Hits;

/// What is looked for, and where it was found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Search {
    /// How it was typed.
    pub(crate) text: String,
    /// What is made bright.
    pub(crate) pattern: Option<Regex>,
    /// Where lines begin that have it, in order.
    pub(crate) at: Vec<u64>,
    /// Whether the whole log was looked at.
    pub(crate) done: bool,
    /// Whether the first place shall be gone to when it is found.
    pub(crate) pending: bool,
}

impl Search {
    /// Looks for something else; false when it is no pattern.
    pub(crate) fn set(&mut self, text: &str) -> bool {
        let built = RegexBuilder::new(text)
            .case_insensitive(!text.chars().any(char::is_uppercase))
            .size_limit(1 << 20)
            .build();
        let Ok(pattern) = built else { return false };
        *self = Self {
            text: text.to_owned(),
            pattern: Some(pattern),
            pending: true,
            ..Self::default()
        };
        true
    }

    /// Forgets it; false when there was nothing.
    pub(crate) fn clear(&mut self) -> bool {
        let had = self.pattern.is_some();
        *self = Self::default();
        had
    }

    /// Takes places that were found.
    pub(crate) fn take(&mut self, hits: &mut Hits) -> bool {
        if hits.pattern != self.text {
            return false;
        }
        self.at.append(&mut hits.at);
        self.at.sort_unstable();
        self.at.dedup();
        self.done |= hits.done;
        true
    }

    /// The next place after `pos`, or the one before it; round the end and the beginning.
    #[must_use]
    pub(crate) fn next(&self, pos: u64, forward: bool) -> Option<u64> {
        let after = self.at.partition_point(|at| *at <= pos);
        let before = self.at.partition_point(|at| *at < pos);
        let found = if forward {
            self.at.get(after).or_else(|| self.at.first())
        } else {
            before
                .checked_sub(1)
                .and_then(|at| self.at.get(at))
                .or_else(|| self.at.last())
        };
        found.copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn next_and_previous_go_round() {
        let mut search = Search::default();
        assert!(search.set("x") && !search.set("x("));
        let mut hits = Hits {
            pattern: "x".into(),
            at: vec![30, 10, 20],
            done: true,
        };
        assert!(search.take(&mut hits) && search.done);
        let next = |pos| search.next(pos, true).unwrap();
        let before = |pos| search.next(pos, false).unwrap();
        assert_eq!([next(0), next(10), next(30)], [10, 20, 10]);
        assert_eq!([before(30), before(10), before(15)], [20, 30, 10]);
        assert!(search.clear() && !search.clear());
        assert_eq!(search.next(0, true), None);
    }
}
