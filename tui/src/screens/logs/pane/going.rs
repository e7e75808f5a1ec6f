//! Going: to the end, to a place, to another attempt.

use rgrid_shared::wire::logs::LogCursor;

use super::Pane;
use crate::{
    effect::{Effect, Load},
    screens::Order,
};

impl Pane {
    pub(super) fn begin(&self) -> LogCursor {
        LogCursor {
            attempt: self.buffer.attempt,
            pos: self.buffer.lines().front().map_or(0, |line| line.pos),
        }
    }

    pub(super) fn go_to_the_end(&mut self) -> Vec<Order> {
        self.fresh = 0;
        self.follow = true;
        if self.live {
            return Vec::new();
        }
        self.live = true;
        self.load(Load::Follow(self.id))
    }

    /// Shows the log from a place on, and not its end.
    pub(super) fn jump(&mut self, at: LogCursor) -> Vec<Order> {
        self.follow = false;
        self.live = false;
        self.load(Load::From(self.id, at))
    }

    /// The log of the attempt before this one; before the first one, the last one again.
    pub(super) fn attempt(&mut self, last: u32) -> Vec<Order> {
        let now = self.buffer.attempt;
        if now <= 1 {
            if last <= 1 {
                return vec![Order::Say("there was one attempt only".to_owned())];
            }
            self.live = false;
            return self.go_to_the_end();
        }
        let attempt = now - 1;
        self.jump(LogCursor { attempt, pos: 0 })
    }

    /// Looks for a pattern in the whole log of the attempt.
    pub(in super::super) fn seek(&mut self, text: &str) -> Vec<Order> {
        if text.is_empty() {
            self.search.clear();
            return Vec::new();
        }
        if !self.search.set(text) {
            return vec![Order::Say(format!("`{text}` is no pattern"))];
        }
        let load = Load::Search(self.id, self.buffer.attempt.max(1), text.to_owned());
        vec![Order::Effect(Effect::Load(load))]
    }
}
