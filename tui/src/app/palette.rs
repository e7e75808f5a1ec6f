//! Palette: actions by their names, with their keys and command lines.

use crossterm::event::{KeyCode, KeyEvent};

use super::{App, Overlay, prompt::Editor};
use crate::{
    action::{Action, Entry, Kind, TABLE},
    effect::Effect,
};

/// What is typed and which of the proposals is meant.
#[derive(Debug, Clone, Default)]
pub struct Palette {
    pub(super) editor: Editor,
    pub(super) at: usize,
}

/// The actions of a screen that fit what is typed: those whose names begin so, then those that have it anywhere.
pub(super) fn proposals(text: &str, kind: Kind) -> Vec<&'static Entry> {
    let text = text.trim().to_lowercase();
    let mut found: Vec<(u8, &Entry)> = TABLE
        .iter()
        .filter(|entry| entry.on(kind) && !moves(entry.action))
        .filter_map(|entry| {
            let rank = if entry.name.starts_with(&text) {
                0
            } else if entry.name.contains(&text) {
                1
            } else if entry.help.to_lowercase().contains(&text) {
                2
            } else {
                return None;
            };
            Some((rank, entry))
        })
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, entry)| entry).collect()
}

/// Whether it only moves the cursor.
pub(super) fn moves(action: Action) -> bool {
    use Action::{Bottom, Down, HalfDown, HalfUp, Left, PageDown, PageUp, Palette, Right, Top, Up};
    let all = [
        Up, Down, Left, Right, Top, Bottom, HalfDown, HalfUp, PageDown, PageUp, Palette,
    ];
    all.contains(&action)
}

impl App {
    pub(super) fn open_palette(&mut self) {
        self.overlay = Overlay::Palette(Palette::default());
    }

    pub(super) fn palette_key(&mut self, mut palette: Palette, event: KeyEvent) -> Vec<Effect> {
        let found = proposals(&palette.editor.text(), self.kind());
        let last = found.len().saturating_sub(1);
        match event.code {
            KeyCode::Esc => return Vec::new(),
            KeyCode::Enter => {
                let Some(entry) = found.get(palette.at.min(last)) else {
                    let text = palette.editor.text();
                    self.say(format!("there is no action `{text}` on this screen"), true);
                    return Vec::new();
                };
                return self.act(entry.action);
            }
            KeyCode::Up | KeyCode::BackTab => palette.at = palette.at.min(last).saturating_sub(1),
            KeyCode::Down => palette.at = (palette.at + 1).min(last),
            KeyCode::Tab => {
                if let Some(entry) = found.get(palette.at.min(last)) {
                    palette.editor.set(entry.name);
                    palette.at = 0;
                }
            }
            _ => {
                palette.editor.key(event);
                palette.at = 0;
            }
        }
        self.overlay = Overlay::Palette(palette);
        Vec::new()
    }
}
