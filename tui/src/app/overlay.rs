//! Overlay: what lies over a screen and takes the keys: a question, a line to be typed, the palette.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{App, palette::Palette, prompt::Editor};
use crate::{
    effect::Effect,
    screens::{Ask, Prompt},
};

/// What lies over a screen.
#[derive(Debug, Clone, Default)]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// A question.
    Ask(Ask),
    /// A line to be typed, and its prompt.
    Type(Prompt, Editor),
    /// Actions by their names.
    Palette(Palette),
}

impl Overlay {
    pub(super) fn typing(prompt: Prompt) -> Self {
        let editor = Editor::new(&prompt.text);
        Self::Type(prompt, editor)
    }
}

impl App {
    pub(super) fn overlay_key(&mut self, event: KeyEvent) -> Vec<Effect> {
        let leaves =
            event.code == KeyCode::Char('c') && event.modifiers.contains(KeyModifiers::CONTROL);
        match std::mem::take(&mut self.overlay) {
            Overlay::None => Vec::new(),
            _ if leaves => Vec::new(),
            Overlay::Ask(ask) => self.answer(ask, event),
            Overlay::Type(prompt, editor) => self.type_key(prompt, editor, event),
            Overlay::Palette(palette) => self.palette_key(palette, event),
        }
    }

    /// Only a `y` is a yes.
    fn answer(&mut self, ask: Ask, event: KeyEvent) -> Vec<Effect> {
        match event.code {
            KeyCode::Char('y' | 'Y') => {
                self.say(format!("$ {}", ask.command), false);
                vec![Effect::Record(ask.command), Effect::Do(ask.deed)]
            }
            KeyCode::Char('n' | 'N' | 'q') | KeyCode::Esc => {
                self.say("nothing was changed", false);
                Vec::new()
            }
            _ => {
                self.overlay = Overlay::Ask(ask);
                Vec::new()
            }
        }
    }

    fn type_key(&mut self, prompt: Prompt, mut editor: Editor, event: KeyEvent) -> Vec<Effect> {
        match event.code {
            KeyCode::Enter => {
                let text = editor.text();
                self.with_page(|page, world| page.typed(&text, world))
            }
            KeyCode::Esc => {
                let text = prompt.text.clone();
                let live = prompt.live;
                self.with_page(|page, world| {
                    if live {
                        page.typed(&text, world)
                    } else {
                        Vec::new()
                    }
                })
            }
            _ => {
                editor.key(event);
                let text = editor.text();
                let live = prompt.live;
                self.overlay = Overlay::Type(prompt, editor);
                self.with_page(|page, world| {
                    if live {
                        page.typed(&text, world)
                    } else {
                        Vec::new()
                    }
                })
            }
        }
    }

    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        let line: String = text
            .chars()
            .filter(|c| !c.is_control())
            .take(1_000)
            .collect();
        match &mut self.overlay {
            Overlay::Type(prompt, editor) => {
                line.chars().for_each(|c| editor.insert(c));
                let (typed, hears) = (editor.text(), prompt.live);
                self.with_page(|page, world| {
                    if hears {
                        page.typed(&typed, world)
                    } else {
                        Vec::new()
                    }
                })
            }
            Overlay::Palette(palette) => {
                line.chars().for_each(|c| palette.editor.insert(c));
                Vec::new()
            }
            Overlay::None | Overlay::Ask(_) => Vec::new(),
        }
    }
}
