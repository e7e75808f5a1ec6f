//! Prompt: a line that is being typed.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A line and the place in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Editor {
    before: String,
    after: String,
}

/// No longer line is taken.
const LONGEST: usize = 1_000;

impl Editor {
    pub(super) fn new(text: &str) -> Self {
        Self {
            before: text.to_owned(),
            after: String::new(),
        }
    }

    /// The line.
    pub(super) fn text(&self) -> String {
        format!("{}{}", self.before, self.after)
    }

    /// What stands before and behind the place.
    pub(super) fn parts(&self) -> (&str, &str) {
        (&self.before, &self.after)
    }

    pub(super) fn set(&mut self, text: &str) {
        *self = Self::new(text);
    }

    pub(super) fn insert(&mut self, c: char) {
        if self.before.len() + self.after.len() < LONGEST && !c.is_control() {
            self.before.push(c);
        }
    }

    pub(super) fn key(&mut self, event: KeyEvent) {
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        match event.code {
            KeyCode::Char('u') if control => self.before.clear(),
            KeyCode::Char('k') if control => self.after.clear(),
            KeyCode::Char('a') if control => self.home(),
            KeyCode::Char('e') if control => self.end(),
            KeyCode::Char('w') if control => {
                let kept = self.before.trim_end();
                let at = kept.rfind(' ').map_or(0, |at| at + 1);
                self.before.truncate(at);
            }
            KeyCode::Char(c) if !control => self.insert(c),
            KeyCode::Backspace => drop(self.before.pop()),
            KeyCode::Delete => {
                let mut rest = self.after.chars();
                rest.next();
                self.after = rest.as_str().to_owned();
            }
            KeyCode::Home => self.home(),
            KeyCode::End => self.end(),
            KeyCode::Left => {
                if let Some(c) = self.before.pop() {
                    self.after.insert(0, c);
                }
            }
            KeyCode::Right => {
                let mut rest = self.after.chars();
                if let Some(c) = rest.next() {
                    self.before.push(c);
                    self.after = rest.as_str().to_owned();
                }
            }
            _ => {}
        }
    }

    fn home(&mut self) {
        self.after.insert_str(0, &self.before);
        self.before.clear();
    }

    fn end(&mut self) {
        self.before.push_str(&self.after);
        self.after.clear();
    }
}
