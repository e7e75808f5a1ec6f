//! Act: what the dashboard itself does for an action; the rest is the screen's.

mod knobs;

use super::App;
use crate::{
    action::{self, Action, Kind},
    effect::{Effect, Load},
    screens::help::Help,
};

impl App {
    /// Does an action.
    pub fn act(&mut self, action: Action) -> Vec<Effect> {
        if self.world.readonly && action::entry(action).writes {
            self.say("nothing is changed here: --readonly", true);
            return Vec::new();
        }
        let mut effects = self.recorded(action);
        effects.extend(match action {
            Action::Quit => vec![Effect::Quit],
            Action::Suspend => vec![Effect::Suspend],
            Action::Redraw => vec![Effect::Redraw],
            Action::Jobs => self.turn(0),
            Action::Cost => self.turn(1),
            Action::Nodes => self.turn(2),
            Action::NextTab => self.turn((self.tab + 1) % 3),
            Action::PrevTab => self.turn((self.tab + 2) % 3),
            Action::Back => self.back(),
            Action::Help if self.kind() == Kind::Help => self.back(),
            Action::Help => {
                let page = Box::new(Help::of(self.kind()));
                self.show(page)
            }
            Action::Palette => {
                self.open_palette();
                Vec::new()
            }
            Action::Copy => self.copy(),
            Action::Theme => self.theme(),
            Action::Mouse => self.toggle_mouse(),
            Action::Refresh => self.refresh(),
            other => self.with_page(|page, world| page.act(other, world)),
        });
        effects
    }

    /// What was looked at goes into the script of the session; what changes something does so when it is done.
    fn recorded(&mut self, action: Action) -> Vec<Effect> {
        let looks = [
            Action::Open,
            Action::Logs,
            Action::Artifacts,
            Action::Jobs,
            Action::Cost,
            Action::Nodes,
        ];
        let fits = action::entry(action).on(self.kind()) && self.kind() != Kind::Artifacts;
        if !looks.contains(&action) || !fits {
            return Vec::new();
        }
        let line = self.command(action);
        // A script must not follow for ever what the reader only looked at.
        let line = line.map(|line| line.replace("rgrid logs -f ", "rgrid logs "));
        line.map(Effect::Record).into_iter().collect()
    }

    fn turn(&mut self, tab: usize) -> Vec<Effect> {
        let had = !self.stack.is_empty();
        self.stack.clear();
        let changed = self.tab != tab;
        self.tab = tab;
        let mut effects = Vec::new();
        if had {
            effects.push(Effect::Load(Load::Unfollow));
        }
        if changed {
            effects.extend(self.with_page(|page, world| page.opened(world)));
        }
        effects
    }

    fn back(&mut self) -> Vec<Effect> {
        let (page, _) = self.page_mut();
        if page.back() {
            return Vec::new();
        }
        let Some(closed) = self.stack.pop() else {
            let key = self.world.keymap.keys(Action::Quit);
            let key = key.first().map(|key| key.shown()).unwrap_or_default();
            self.say(format!("this is the first screen; {key} quits"), false);
            return Vec::new();
        };
        if closed.kind() == Kind::Logs {
            return vec![Effect::Load(Load::Unfollow)];
        }
        // A log that lies below must be followed again.
        if self.kind() == Kind::Logs && closed.kind() != Kind::Help {
            return self.with_page(|page, world| page.opened(world));
        }
        Vec::new()
    }

    /// The command line of the screen: what its footer shows and `copy` copies.
    #[must_use]
    pub fn twin(&self) -> Option<String> {
        let action = match self.kind() {
            Kind::Jobs | Kind::Batch | Kind::Job | Kind::Artifacts => Action::Open,
            Kind::Logs => Action::Follow,
            Kind::Cost => Action::By,
            Kind::Nodes => Action::Nodes,
            Kind::Help => Action::Help,
        };
        let empty = || match self.kind() {
            Kind::Jobs => self.command(Action::Jobs),
            _ => None,
        };
        self.command(action).or_else(empty)
    }
}
