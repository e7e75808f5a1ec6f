//! Which logs are shown, and which is meant.

use rgrid_shared::id::JobId;

use super::{Logs, TOGETHER, pane::Pane};
use crate::screens::{Order, Prompt};

impl Logs {
    /// The logs of these jobs, the first few of them.
    #[must_use]
    pub fn of(ids: Vec<JobId>) -> Self {
        let left_out = ids.len().saturating_sub(TOGETHER);
        let panes = ids.into_iter().take(TOGETHER).map(Pane::of).collect();
        Self {
            panes,
            focus: 0,
            left_out,
            wrap: false,
            aside: 0,
        }
    }

    pub(super) fn pane(&mut self) -> Option<&mut Pane> {
        self.panes.get_mut(self.focus)
    }

    pub(super) fn aside(&mut self, right: bool) -> Vec<Order> {
        self.aside = if right {
            self.aside + 16
        } else {
            self.aside.saturating_sub(16)
        };
        self.aside = self.aside.min(10_000);
        Vec::new()
    }

    pub(super) fn prompt(&mut self) -> Prompt {
        Prompt {
            sign: "/",
            text: self
                .pane()
                .map(|pane| pane.search.text.clone())
                .unwrap_or_default(),
            live: false,
        }
    }

    pub(super) fn of_job(&mut self, id: JobId) -> Option<&mut Pane> {
        self.panes.iter_mut().find(|pane| pane.id == id)
    }

    pub(super) fn id(&self) -> Option<JobId> {
        self.panes.get(self.focus).map(|pane| pane.id)
    }
}
