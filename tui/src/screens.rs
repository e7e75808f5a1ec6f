//! Screens: a file each with its own plain model; what they share is how they are asked.

pub mod artifacts;
pub mod batch;
pub mod cost;
mod deeds;
mod filter;
pub mod help;
pub mod job;
pub mod jobs;
pub mod logs;
pub mod nodes;
mod parts;

pub use parts::size;

use chrono::{DateTime, Utc};
use ratatui::{buffer::Buffer, layout::Rect, text::Line};

use crate::{
    action::{Action, Context, Kind},
    effect::{Deed, Effect},
    keys::Keymap,
    message::News,
    store::Store,
    theme::Look,
};

/// What all screens see.
#[derive(Debug, Default)]
pub struct World {
    /// What is known of the account.
    pub store: Store,
    /// The time.
    pub now: DateTime<Utc>,
    /// Colours and letters.
    pub look: Look,
    /// Whether nothing may be changed.
    pub readonly: bool,
    /// Which keys do what.
    pub keymap: Keymap,
}

/// What a screen wants to happen.
pub enum Order {
    /// Another screen above this one.
    Show(Box<dyn Page>),
    /// Something of the world.
    Effect(Effect),
    /// A question before something that costs or destroys.
    Ask(Ask),
    /// A line to be typed.
    Type(Prompt),
    /// A sentence in the last line but one.
    Say(String),
}

/// A question before something that costs or destroys.
#[derive(Debug, Clone)]
pub struct Ask {
    /// What it is about, in a word.
    pub title: String,
    /// What will happen, and what it costs.
    pub lines: Vec<String>,
    /// The same on the command line.
    pub command: String,
    /// What is done after a yes.
    pub deed: Deed,
}

/// A line to be typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prompt {
    /// What stands before it.
    pub sign: &'static str,
    /// What it has already.
    pub text: String,
    /// Whether the screen hears of it with every key, or only at its end.
    pub live: bool,
}

/// A screen.
pub trait Page {
    /// Which one.
    fn kind(&self) -> Kind;
    /// Its title and what it is about, for the second line.
    fn head(&self, world: &World) -> Line<'static>;
    /// What is meant when a key is pressed.
    fn context(&self, world: &World) -> Context;
    /// What it wants first, and again after a refresh.
    fn opened(&mut self, _world: &World) -> Vec<Order> {
        Vec::new()
    }
    /// Does what a key stands for.
    fn act(&mut self, action: Action, world: &World) -> Vec<Order>;
    /// Hears what came; it may take what is its own.
    fn news(&mut self, _news: &mut News, _world: &World) -> Vec<Order> {
        Vec::new()
    }
    /// Hears what was typed.
    fn typed(&mut self, _text: &str, _world: &World) -> Vec<Order> {
        Vec::new()
    }
    /// Forgets marks or a filter; false when there was nothing to forget.
    fn back(&mut self) -> bool {
        false
    }
    /// Puts the cursor where the mouse is, in its own part of the screen; true when it was there already.
    fn click(&mut self, _column: u16, _row: u16, _world: &World) -> bool {
        false
    }
    /// Draws itself.
    fn draw(&mut self, area: Rect, buf: &mut Buffer, world: &World);
}
