//! Artifacts: the files that a job brought home, what is in them, and getting them.

mod draw;
mod own;
mod preview;
mod shown;

use std::collections::HashSet;

use ratatui::{buffer::Buffer, layout::Rect, text::Line};
use rgrid_shared::{id::JobId, path::RelPath, wire::artifacts::ArtifactUrl};

use super::{Order, Page, World, deeds, filter::Filter, parts::moved};
use crate::{
    action::{Action, Context, Kind},
    effect::{Effect, Load},
    message::News,
    store::Which,
    widgets::list::Cursor,
};
use preview::Preview;

/// The files of one job.
pub struct Artifacts {
    id: JobId,
    files: Option<Vec<ArtifactUrl>>,
    cursor: Cursor,
    filter: Filter,
    marks: HashSet<RelPath>,
    preview: Option<Preview>,
}

impl Artifacts {
    /// The files of a job.
    #[must_use]
    pub fn of(id: JobId) -> Self {
        Self {
            id,
            files: None,
            cursor: Cursor::default(),
            filter: Filter::default(),
            marks: HashSet::new(),
            preview: None,
        }
    }
}

impl Page for Artifacts {
    fn kind(&self) -> Kind {
        Kind::Artifacts
    }

    fn head(&self, world: &World) -> Line<'static> {
        draw::head(self, world)
    }

    fn context(&self, _world: &World) -> Context {
        let files = self.meant().into_iter();
        Context {
            kind: Some(Kind::Artifacts),
            targets: vec![Which::Job(self.id)],
            files: files
                .map(|file| file.artifact.path.as_str().to_owned())
                .collect(),
            ..Context::default()
        }
    }

    fn opened(&mut self, _world: &World) -> Vec<Order> {
        vec![Order::Effect(Effect::Load(Load::Artifacts(self.id)))]
    }

    fn act(&mut self, action: Action, world: &World) -> Vec<Order> {
        if let Some(preview) = &mut self.preview
            && preview.scroll(action)
        {
            return Vec::new();
        }
        let length = self.shown().len();
        if moved(&mut self.cursor, action, length) {
            return Vec::new();
        }
        match action {
            Action::Open | Action::Right => self.open(),
            Action::Download => self.download(world),
            Action::DownloadAll => deeds::of(action, &self.context(world), world),
            Action::Filter => vec![Order::Type(self.filter.prompt())],
            Action::Mark | Action::MarkAll => {
                self.mark(action == Action::MarkAll);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn news(&mut self, news: &mut News, _world: &World) -> Vec<Order> {
        match news {
            News::Artifacts(id, files) if *id == self.id => {
                self.files = Some(std::mem::take(files));
            }
            News::Preview(id, path, bytes) if *id == self.id => {
                if let Some(preview) = &mut self.preview {
                    preview.take(path, bytes);
                }
            }
            News::Changed(jobs, _) => {
                let ended = jobs
                    .iter()
                    .any(|job| job.id == self.id && job.state.is_final());
                if ended && self.files.as_ref().is_none_or(Vec::is_empty) {
                    return vec![Order::Effect(Effect::Load(Load::Artifacts(self.id)))];
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn typed(&mut self, text: &str, _world: &World) -> Vec<Order> {
        self.filter.set(text);
        Vec::new()
    }

    fn back(&mut self) -> bool {
        if self.preview.take().is_some() {
            return true;
        }
        let narrowed = !self.marks.is_empty() || !self.filter.text.is_empty();
        self.marks.clear();
        self.filter.set("");
        narrowed
    }

    fn click(&mut self, _column: u16, row: u16, _world: &World) -> bool {
        let line = self.cursor.line_at(row.saturating_sub(1));
        let again = line == self.cursor.at && row > 0;
        self.cursor.at = line.min(self.shown().len().saturating_sub(1));
        again
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, world: &World) {
        draw::all(self, area, buf, world);
    }
}
