//! Job: what one job is, what became of it and why, and its attempts.

mod draw;
mod facts;

use ratatui::{buffer::Buffer, layout::Rect, text::Line};
use rgrid_shared::{
    id::JobId,
    wire::{attempts::Attempt, jobs},
};

use super::{Order, Page, World, artifacts::Artifacts, deeds, logs::Logs};
use crate::{
    action::{Action, Context, Kind},
    effect::{Effect, Load},
    message::News,
    store::{Row, Which},
};

/// One job.
pub struct Job {
    id: JobId,
    whole: Option<Box<jobs::Job>>,
    attempts: Vec<Attempt>,
    top: usize,
    page: usize,
    length: usize,
}

impl Job {
    /// The screen of a job.
    #[must_use]
    pub fn of(id: JobId) -> Self {
        Self {
            id,
            whole: None,
            attempts: Vec::new(),
            top: 0,
            page: 1,
            length: 0,
        }
    }

    fn load(&self) -> Vec<Order> {
        vec![Order::Effect(Effect::Load(Load::Job(self.id)))]
    }

    fn scroll(&mut self, action: Action) -> bool {
        let most = self.length.saturating_sub(self.page);
        self.top = match action {
            Action::Up => self.top.saturating_sub(1),
            Action::Down => self.top + 1,
            Action::HalfUp => self.top.saturating_sub(self.page / 2),
            Action::HalfDown => self.top + self.page / 2,
            Action::PageUp => self.top.saturating_sub(self.page),
            Action::PageDown => self.top + self.page,
            Action::Top => 0,
            Action::Bottom => most,
            _ => return false,
        };
        self.top = self.top.min(most);
        true
    }

    fn row<'a>(&self, world: &'a World) -> Option<&'a Row> {
        world.store.job(self.id)
    }
}

impl Page for Job {
    fn kind(&self) -> Kind {
        Kind::Job
    }

    fn head(&self, world: &World) -> Line<'static> {
        draw::head(self, world)
    }

    fn context(&self, _world: &World) -> Context {
        Context {
            kind: Some(Kind::Job),
            targets: vec![Which::Job(self.id)],
            ..Context::default()
        }
    }

    fn opened(&mut self, _world: &World) -> Vec<Order> {
        self.load()
    }

    fn act(&mut self, action: Action, world: &World) -> Vec<Order> {
        if self.scroll(action) {
            return Vec::new();
        }
        match action {
            Action::Logs | Action::Right => vec![Order::Show(Box::new(Logs::of(vec![self.id])))],
            Action::Artifacts => vec![Order::Show(Box::new(Artifacts::of(self.id)))],
            Action::Cancel | Action::Retry | Action::DownloadAll => {
                deeds::of(action, &self.context(world), world)
            }
            _ => Vec::new(),
        }
    }

    fn news(&mut self, news: &mut News, _world: &World) -> Vec<Order> {
        match news {
            News::Job(job, attempts) if job.id == self.id => {
                self.whole = Some(job.clone());
                self.attempts = std::mem::take(attempts);
                Vec::new()
            }
            // What changed comes whole, but without its attempts and why it waits.
            News::Changed(jobs, _) if jobs.iter().any(|job| job.id == self.id) => self.load(),
            _ => Vec::new(),
        }
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, world: &World) {
        draw::all(self, area, buf, world);
    }
}
