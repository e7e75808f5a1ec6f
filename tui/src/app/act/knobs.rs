//! Knobs: colours, mouse, clipboard, and asking anew.

use crate::{app::App, effect::Effect};

impl App {
    pub(super) fn copy(&mut self) -> Vec<Effect> {
        let Some(line) = self.twin() else {
            self.say("there is no command line to copy here", true);
            return Vec::new();
        };
        if line.chars().any(char::is_control) {
            // Pasted, it could leave its quotes.
            self.say("a name in it has control characters: not copied", true);
            return Vec::new();
        }
        self.say(format!("copied: {line}"), false);
        vec![Effect::Copy(line)]
    }

    pub(super) fn theme(&mut self) -> Vec<Effect> {
        let palette = self.world.look.palette.next();
        self.world.look.palette = palette;
        let name = palette.name();
        self.say(
            format!("{name}; to keep it: rgrid config set tui.theme {name}"),
            false,
        );
        vec![Effect::Redraw]
    }

    pub(super) fn toggle_mouse(&mut self) -> Vec<Effect> {
        self.mouse = !self.mouse;
        let says = if self.mouse {
            "the mouse clicks and scrolls here"
        } else {
            "the mouse is the terminal's: text can be selected"
        };
        self.say(says, false);
        vec![Effect::Mouse(self.mouse)]
    }

    pub(super) fn refresh(&mut self) -> Vec<Effect> {
        self.say("asking the server anew", false);
        let mut effects = vec![Effect::Reconnect];
        effects.extend(self.with_page(|page, world| page.opened(world)));
        effects
    }
}
