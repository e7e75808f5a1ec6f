//! Pane: one log: where one reads in it, what has come since, and what is looked for.

mod going;
mod taking;

use rgrid_shared::{
    id::JobId,
    wire::logs::{LogCursor, Stream},
};

use super::{
    buffer::{Buffer, Line},
    search::Search,
};
use crate::{
    action::Action,
    effect::{Effect, Load},
    screens::{Order, parts::moved},
    widgets::list::Cursor,
};

/// Which streams are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Streams {
    /// Both.
    #[default]
    Both,
    /// One.
    Only(Stream),
}

/// One log.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug)]
pub(crate) struct Pane {
    /// Whose.
    pub(crate) id: JobId,
    /// What is known of it.
    pub(crate) buffer: Buffer,
    /// The line under the cursor, of those that are shown.
    pub(crate) cursor: Cursor,
    /// Whether one stays at its end.
    pub(crate) follow: bool,
    /// How many lines came since one left the end.
    pub(crate) fresh: usize,
    /// Which streams are shown.
    pub(crate) streams: Streams,
    /// What is looked for.
    pub(crate) search: Search,
    /// Whether something of it is on its way.
    pub(crate) loading: bool,
    /// Whether its end is in the window, and what comes is told.
    pub(crate) live: bool,
    /// Whether nothing more will come.
    pub(crate) ended: bool,
    /// Why it cannot be read now.
    pub(crate) lost: Option<String>,
}

impl Pane {
    pub(super) fn of(id: JobId) -> Self {
        Self {
            id,
            buffer: Buffer::default(),
            cursor: Cursor::default(),
            follow: true,
            fresh: 0,
            streams: Streams::default(),
            search: Search::default(),
            loading: true,
            live: true,
            ended: false,
            lost: None,
        }
    }

    /// The lines that are shown.
    pub(super) fn shown(&self) -> Vec<&Line> {
        let takes = |line: &&Line| match self.streams {
            Streams::Both => true,
            Streams::Only(stream) => line.stream.is_none_or(|own| own == stream),
        };
        self.buffer.lines().iter().filter(takes).collect()
    }

    pub(super) fn length(&self) -> usize {
        match self.streams {
            Streams::Both => self.buffer.lines().len(),
            Streams::Only(_) => self.shown().len(),
        }
    }

    fn load(&mut self, load: Load) -> Vec<Order> {
        self.loading = true;
        vec![Order::Effect(Effect::Load(load))]
    }

    pub(super) fn act(&mut self, action: Action, attempts: u32) -> Vec<Order> {
        match action {
            Action::Follow if self.follow => self.follow = false,
            Action::Follow | Action::Bottom => return self.go_to_the_end(),
            Action::NextHit => return self.hit(true),
            Action::PrevHit => return self.hit(false),
            Action::Streams => {
                self.streams = match self.streams {
                    Streams::Both => Streams::Only(Stream::Stdout),
                    Streams::Only(Stream::Stdout) => Streams::Only(Stream::Stderr),
                    Streams::Only(Stream::Stderr) => Streams::Both,
                };
            }
            Action::Attempt => return self.attempt(attempts),
            Action::Top if !self.buffer.is_whole() => {
                let attempt = self.buffer.attempt;
                return self.jump(LogCursor { attempt, pos: 0 });
            }
            other => return self.scroll(other),
        }
        Vec::new()
    }

    fn scroll(&mut self, action: Action) -> Vec<Order> {
        let length = self.length();
        if self.follow {
            // One begins to read where one looks: at the last line, or at the first of those that are shown.
            self.cursor.at = length.saturating_sub(1);
            if matches!(action, Action::Up | Action::HalfUp | Action::PageUp) {
                self.cursor.at = self.cursor.top;
            }
        }
        if !moved(&mut self.cursor, action, length) {
            return Vec::new();
        }
        self.follow = self.live && self.cursor.at + 1 >= length && action != Action::Up;
        if self.follow {
            self.fresh = 0;
        }
        if self.cursor.at == 0 && !self.buffer.is_whole() && !self.loading {
            let at = self.begin();
            return self.load(Load::Before(self.id, at));
        }
        if self.cursor.at + 1 >= length && !self.live && !self.loading {
            let next = self.buffer.next;
            return self.load(Load::After(self.id, next));
        }
        Vec::new()
    }
}
