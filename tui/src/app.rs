//! App: the screens, one above the other, and what lies over them. Update is pure: messages in, effects out.

mod act;
mod draw;
mod footer;
mod mouse;
mod overlay;
mod palette;
mod prompt;
#[cfg(test)]
mod tests;
mod update;

use crate::{
    Options,
    action::{Action, Context, Kind},
    keys::Keymap,
    message::Progress,
    screens::{Page, World, cost::Cost, jobs::Jobs, nodes::Nodes},
    theme::Look,
};
pub use overlay::Overlay;

/// The whole dashboard as plain data.
pub struct App {
    /// What all screens see.
    pub world: World,
    tabs: [Box<dyn Page>; 3],
    tab: usize,
    stack: Vec<Box<dyn Page>>,
    overlay: Overlay,
    place: String,
    said: Option<Said>,
    mouse: bool,
    progress: Option<Progress>,
}

/// A sentence in the last line but one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    text: String,
    bad: bool,
    seconds: u32,
}

/// The smallest terminal.
pub const SMALLEST: (u16, u16) = (80, 24);

impl App {
    /// A dashboard that knows nothing yet.
    #[must_use]
    pub fn new(place: &str, look: Look, keymap: Keymap) -> Self {
        let world = World {
            look,
            keymap,
            ..World::default()
        };
        Self {
            world,
            tabs: [
                Box::new(Jobs::default()),
                Box::new(Cost::default()),
                Box::new(Nodes::default()),
            ],
            tab: 0,
            stack: Vec::new(),
            overlay: Overlay::None,
            place: place.to_owned(),
            said: None,
            mouse: false,
            progress: None,
        }
    }

    /// The dashboard that was asked for.
    #[must_use]
    pub fn of(options: &Options) -> Self {
        let mut app = Self::new(&options.place, options.look, options.keymap.clone());
        app.world.readonly = options.readonly;
        app.mouse = options.mouse;
        app
    }

    /// Whether the mouse is ours.
    #[must_use]
    pub fn takes_mouse(&self) -> bool {
        self.mouse
    }

    /// The screen on top.
    #[must_use]
    pub fn page(&self) -> &dyn Page {
        let [jobs, cost, nodes] = &self.tabs;
        let tab = [jobs, cost, nodes].get(self.tab).copied().unwrap_or(jobs);
        self.stack.last().unwrap_or(tab).as_ref()
    }

    /// Whether the shown thing changes by the clock alone.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.page().kind()
    }

    fn page_mut(&mut self) -> (&mut Box<dyn Page>, &World) {
        let [jobs, cost, nodes] = &mut self.tabs;
        let tab = match self.tab {
            1 => cost,
            2 => nodes,
            _ => jobs,
        };
        (self.stack.last_mut().unwrap_or(tab), &self.world)
    }

    /// What is meant when a key is pressed now.
    #[must_use]
    pub fn context(&self) -> Context {
        let page = self.page();
        let mut context = page.context(&self.world);
        context.kind = Some(page.kind());
        context
    }

    /// The command line of an action, as things are now.
    #[must_use]
    pub fn command(&self, action: Action) -> Option<String> {
        (crate::action::entry(action).command)(&self.context())
    }

    fn say(&mut self, text: impl Into<String>, bad: bool) {
        self.said = Some(Said {
            text: crate::widgets::text::safe(&text.into()),
            bad,
            seconds: 0,
        });
    }
}
