//! Filter: a pattern that lines must have, or with `!` must not have.

use regex::{Regex, RegexBuilder};

use super::Prompt;

/// A pattern and how it was typed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// How it was typed.
    pub(crate) text: String,
    pattern: Option<Regex>,
    inverted: bool,
    /// Whether what was typed is no pattern; the one before it counts on.
    pub(crate) broken: bool,
}

impl Filter {
    /// Takes what was typed.
    pub(crate) fn set(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        let (inverted, rest) = match text.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        match pattern(rest) {
            Ok(found) => {
                self.pattern = found;
                self.inverted = inverted && !rest.is_empty();
                self.broken = false;
            }
            Err(_) => self.broken = true,
        }
    }

    /// How the head of a screen shows it; nothing when there is none.
    #[must_use]
    pub(crate) fn shown(&self) -> String {
        if self.text.is_empty() {
            return String::new();
        }
        format!("/{}", self.text)
    }

    /// The line in which it is typed.
    #[must_use]
    pub(crate) fn prompt(&self) -> Prompt {
        Prompt {
            sign: "/",
            text: self.text.clone(),
            live: true,
        }
    }

    /// Whether it lets anything through.
    #[must_use]
    pub(crate) fn is_off(&self) -> bool {
        self.pattern.is_none()
    }

    /// Whether it lets a text through.
    #[must_use]
    pub(crate) fn takes(&self, text: &str) -> bool {
        let found = |pattern: &Regex| pattern.is_match(text);
        self.pattern
            .as_ref()
            .is_none_or(|pattern| found(pattern) != self.inverted)
    }
}

/// A pattern that looks at capitals only when it has some; nothing when nothing is typed.
fn pattern(text: &str) -> Result<Option<Regex>, regex::Error> {
    if text.is_empty() {
        return Ok(None);
    }
    RegexBuilder::new(text)
        .case_insensitive(!text.chars().any(char::is_uppercase))
        .size_limit(1 << 20)
        .build()
        .map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn takes(typed: &str, text: &str) -> bool {
        let mut filter = Filter::default();
        filter.set(typed);
        filter.takes(text)
    }

    #[test]
    fn a_pattern_with_a_mark_before_it_shows_the_others() {
        assert!(takes("", "x") && takes("a.c", "xabcx") && !takes("a.c", "acb"));
        assert!(!takes("!a.c", "abc") && takes("!a.c", "x") && takes("!", "x"));
    }

    #[test]
    fn capitals_count_only_when_some_are_typed() {
        assert!(takes("error", "ERROR") && !takes("Error", "ERROR"));
    }

    #[test]
    fn half_a_pattern_leaves_the_one_before_it() {
        let mut filter = Filter::default();
        filter.set("a");
        filter.set("a(");
        assert!(filter.broken && filter.takes("a") && !filter.takes("b"));
    }
}
