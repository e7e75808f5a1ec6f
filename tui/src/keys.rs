//! Keys: how they are written (`ctrl-d`, `enter`, `G`), and which action each is.

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::action::{self, Action, Kind};

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key(KeyCode, KeyModifiers);

/// Keys whose names are words.
const NAMED: [(&str, KeyCode); 15] = [
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backtab", KeyCode::BackTab),
    ("space", KeyCode::Char(' ')),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
];

impl Key {
    /// The key of an event; an upper-case letter has no shift besides.
    #[must_use]
    pub fn of(event: &KeyEvent) -> Self {
        let kept = event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
        Self(event.code, kept)
    }

    /// The key of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let (modifiers, rest) = match name.split_once('-') {
            Some(("ctrl", rest)) => (KeyModifiers::CONTROL, rest),
            Some(("alt", rest)) => (KeyModifiers::ALT, rest),
            Some(_) | None => (KeyModifiers::NONE, name),
        };
        let named = NAMED.iter().find(|(known, _)| *known == rest);
        let mut chars = rest.chars();
        let code = match (named, chars.next(), chars.next()) {
            (Some((_, code)), _, _) => *code,
            (None, Some(c), None) => KeyCode::Char(c),
            (None, _, _) => return None,
        };
        Some(Self(code, modifiers))
    }

    /// As it stands in the footer: `Enter`, `^D`, `/`.
    #[must_use]
    pub fn shown(self) -> String {
        let named = NAMED.iter().find(|(_, code)| *code == self.0);
        let name = match (named, self.0) {
            (Some((name, _)), _) => {
                let mut chars = name.chars();
                let first = chars.next().map(|c| c.to_ascii_uppercase());
                first.into_iter().chain(chars).collect()
            }
            (None, KeyCode::Char(c)) if self.1.contains(KeyModifiers::CONTROL) => {
                return format!("^{}", c.to_ascii_uppercase());
            }
            (None, KeyCode::Char(c)) => c.to_string(),
            (None, other) => format!("{other:?}"),
        };
        if self.1.contains(KeyModifiers::ALT) {
            return format!("Alt-{name}");
        }
        name
    }
}

/// Which keys do what: those of the table of actions, and the user's own.
#[derive(Debug, Clone, Default)]
pub struct Keymap {
    own: HashMap<Action, Vec<Key>>,
}

impl Keymap {
    /// Reads `cancel=X,logs=ctrl-l`; an action named here has these keys and no others.
    ///
    /// # Errors
    /// A sentence about the first thing that is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut own: HashMap<Action, Vec<Key>> = HashMap::new();
        for pair in text.split([',', ' ']).filter(|pair| !pair.is_empty()) {
            let (name, key) = pair.split_once('=').ok_or_else(|| {
                format!("`{pair}` is no key of an action; one looks like cancel=X")
            })?;
            let entry = action::named(name).ok_or_else(|| {
                format!("there is no action `{name}`; `?` in the dashboard lists them")
            })?;
            let key = Key::parse(key).ok_or_else(|| {
                format!("there is no key `{key}`; keys look like x, G, ctrl-d, enter or pgdn")
            })?;
            own.entry(entry.action).or_default().push(key);
        }
        Ok(Self { own })
    }

    /// The keys of an action.
    #[must_use]
    pub fn keys(&self, action: Action) -> Vec<Key> {
        if let Some(keys) = self.own.get(&action) {
            return keys.clone();
        }
        let taken = |key: &Key| self.own.values().flatten().any(|own| own == key);
        let keys = action::entry(action).keys.iter();
        let keys = keys.filter_map(|name| Key::parse(name));
        keys.filter(|key| !taken(key)).collect()
    }

    /// The action of a key on a screen; what is the screen's own comes first.
    #[must_use]
    pub fn action(&self, key: Key, kind: Kind) -> Option<Action> {
        let fits = |entry: &&action::Entry| self.keys(entry.action).contains(&key);
        let own = || action::TABLE.iter().filter(|entry| entry.on(kind));
        let first = own().find(|entry| !entry.everywhere() && fits(entry));
        first.or_else(|| own().find(fits)).map(|entry| entry.action)
    }
}
