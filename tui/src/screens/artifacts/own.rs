//! What is done with files: shown, marked, downloaded.

use super::super::Page;
use super::{Artifacts, preview::Preview};
use crate::{
    action::{self, Action},
    effect::{Deed, Effect, Load},
    screens::{Order, World},
};

impl Artifacts {
    pub(super) fn open(&mut self) -> Vec<Order> {
        let Some(file) = self.chosen().cloned() else {
            return Vec::new();
        };
        self.preview = Some(Preview::of(&file.artifact));
        vec![Order::Effect(Effect::Load(Load::Preview(
            self.id,
            Box::new(file),
        )))]
    }

    pub(super) fn download(&self, world: &World) -> Vec<Order> {
        let files = self.meant();
        if files.is_empty() {
            return vec![Order::Say("there is nothing under the cursor".to_owned())];
        }
        let command = (action::entry(Action::Download).command)(&self.context(world));
        let deed = Deed::Download(self.id, files, ".".into());
        vec![
            Order::Effect(Effect::Record(command.unwrap_or_default())),
            Order::Effect(Effect::Do(deed)),
        ]
    }

    pub(super) fn mark(&mut self, all: bool) {
        if all && self.marks.is_empty() {
            self.marks = self
                .shown()
                .iter()
                .map(|file| file.artifact.path.clone())
                .collect();
        } else if all {
            self.marks.clear();
        } else if let Some(path) = self.chosen().map(|file| file.artifact.path.clone()) {
            if !self.marks.remove(&path) {
                self.marks.insert(path);
            }
            self.cursor.by(1, self.shown().len());
        }
    }
}
