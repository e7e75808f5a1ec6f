//! Taking: what comes of a log, and going to the places that were found in it.

use rgrid_shared::wire::logs::{LogChunk, LogCursor};

use super::Pane;
use crate::{
    message::{Hits, MOST_HITS, Part},
    screens::Order,
};

impl Pane {
    /// Takes a part of the log.
    pub(in super::super) fn part(&mut self, part: &mut Part) -> Vec<Order> {
        self.loading = false;
        match part {
            Part::Anew(chunks, next) => {
                self.lost = None;
                self.ended = false;
                self.buffer.anew(chunks, *next);
                if self.live {
                    self.buffer.drop_rest();
                    self.cursor.at = self.length().saturating_sub(1);
                } else {
                    self.cursor.at = 0;
                    self.cursor.top = 0;
                }
            }
            Part::Next(chunks, next) => self.next(chunks, *next),
            Part::Before(chunks) => {
                let had = self.buffer.next;
                let came = self.buffer.prepend(chunks);
                // What left at the end is read again before the newest is.
                self.live &= self.buffer.next == had;
                self.cursor.at += came;
                self.cursor.top += came;
            }
            Part::End => {
                self.lost = None;
                self.ended = true;
                self.live = true;
            }
            Part::Lost(why) => self.lost = Some(std::mem::take(why)),
        }
        Vec::new()
    }

    /// Adds what comes after the last byte; who reads further up stays where they are.
    fn next(&mut self, chunks: &[LogChunk], next: LogCursor) {
        self.lost = None;
        let at = self.buffer.next;
        let beyond = |chunk: &LogChunk| chunk.attempt == at.attempt && chunk.pos > at.pos;
        if chunks.first().is_some_and(beyond) {
            // Something is between: it is read when it is scrolled to.
            self.live = false;
            return;
        }
        let before = self.buffer.lines().len();
        let gone = self.buffer.append(chunks, next);
        let now = self.buffer.lines().len();
        if !self.follow {
            if self.live {
                self.fresh += (now + gone).saturating_sub(before);
            }
            self.cursor.at = self.cursor.at.saturating_sub(gone);
            self.cursor.top = self.cursor.top.saturating_sub(gone);
        }
        self.find_fresh(before.saturating_sub(gone));
    }

    /// What came while one looks for something counts too.
    fn find_fresh(&mut self, from: usize) {
        let Some(pattern) = &self.search.pattern else {
            return;
        };
        let fresh = self.buffer.lines().iter().skip(from);
        let found = fresh.filter(|line| {
            let text = String::from_utf8_lossy(&line.bytes);
            line.stream.is_some() && pattern.is_match(&text)
        });
        let found: Vec<u64> = found.map(|line| line.pos).collect();
        self.search.at.extend(found);
        self.search.at.sort_unstable();
        self.search.at.dedup();
        self.search.at.truncate(MOST_HITS);
    }

    /// Takes places that were found; the first time one is gone to.
    pub(in super::super) fn hits(&mut self, hits: &mut Hits) -> Vec<Order> {
        if !self.search.take(hits) {
            return Vec::new();
        }
        if self.search.pending && self.search.done {
            self.search.pending = false;
            if self.search.at.is_empty() {
                let text = &self.search.text;
                return vec![Order::Say(format!("`{text}` is nowhere in this log"))];
            }
            return self.hit(false);
        }
        Vec::new()
    }

    /// Goes to the next place, or to the one before.
    pub(super) fn hit(&mut self, forward: bool) -> Vec<Order> {
        let shown = self.shown();
        let last = shown.len().saturating_sub(1);
        let at = if self.follow {
            last
        } else {
            self.cursor.at.min(last)
        };
        let here = shown.get(at).map_or(0, |line| line.pos);
        let end = if self.follow && !forward {
            u64::MAX
        } else {
            here
        };
        let Some(found) = self.search.next(end, forward) else {
            return vec![Order::Say("nothing was searched for".to_owned())];
        };
        let place = shown
            .iter()
            .position(|line| line.pos == found && line.stream.is_some());
        let Some(place) = place else {
            let attempt = self.buffer.attempt.max(1);
            return self.jump(LogCursor {
                attempt,
                pos: found,
            });
        };
        self.follow = false;
        self.cursor.at = place;
        // A third of the screen above it shows what led there.
        self.cursor.top = place.saturating_sub(self.cursor.page / 3);
        Vec::new()
    }
}
