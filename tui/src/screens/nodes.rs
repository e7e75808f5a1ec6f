//! Nodes: the machines: what state they are in, how full, what runs there, how often a sandbox waited.

mod draw;

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};
use rgrid_shared::{job::JobState, wire::nodes::Node};

use super::{
    Order, Page, World,
    job::Job,
    parts::{moved, nothing, titled, took},
};
use crate::{
    action::{Action, Context, Kind},
    widgets::{
        frame::middle,
        glyph,
        list::Cursor,
        table::{self, Row},
        text::{cells, put},
    },
};
use draw::{COLUMNS, row};

/// What stands where no node is.
const NONE: [&str; 2] = [
    "No nodes yet.",
    "rgrid up, or `rgrid nodes enrol-token` for another machine",
];

/// The machines.
#[derive(Default)]
pub struct Nodes {
    cursor: Cursor,
}

impl Nodes {
    fn chosen<'a>(&self, world: &'a World) -> Option<&'a Node> {
        world.store.nodes.as_ref()?.get(self.cursor.at)
    }

    /// What runs on the node under the cursor.
    fn runs<'a>(&self, world: &'a World) -> Vec<&'a crate::store::Row> {
        let Some(node) = self.chosen(world) else {
            return Vec::new();
        };
        let here =
            |row: &&crate::store::Row| row.node == Some(node.id) && row.state == JobState::Running;
        let mut rows: Vec<_> = world.store.jobs().filter(here).collect();
        rows.sort_unstable_by_key(|row| row.id);
        rows
    }
}

impl Page for Nodes {
    fn kind(&self) -> Kind {
        Kind::Nodes
    }

    fn head(&self, world: &World) -> Line<'static> {
        let nodes = world.store.nodes.iter().flatten();
        let (count, running, slots) = nodes
            .fold((0_usize, 0, 0), |(count, running, slots), node| {
                (count + 1, running + node.running, slots + node.slots)
            });
        let text = format!(
            "{}, {running} of {slots} slots taken",
            rgrid_shared::text::count(count, "node")
        );
        titled(
            world.look,
            "Nodes",
            vec![Span::styled(text, world.look.dim())],
        )
    }

    fn context(&self, _world: &World) -> Context {
        Context {
            kind: Some(Kind::Nodes),
            ..Context::default()
        }
    }

    fn act(&mut self, action: Action, world: &World) -> Vec<Order> {
        let length = world.store.nodes.as_ref().map_or(0, Vec::len);
        if moved(&mut self.cursor, action, length) {
            return Vec::new();
        }
        if action == Action::Open {
            let first = self.runs(world).first().map(|row| row.id);
            let none = || Order::Say("nothing of this account runs there".to_owned());
            return vec![first.map_or_else(none, |id| Order::Show(Box::new(Job::of(id))))];
        }
        Vec::new()
    }

    fn click(&mut self, _column: u16, row: u16, world: &World) -> bool {
        let line = self.cursor.line_at(row.saturating_sub(1));
        let length = world.store.nodes.as_ref().map_or(0, Vec::len);
        let again = row > 0 && line == self.cursor.at && line < length;
        self.cursor.at = line.min(length.saturating_sub(1));
        again
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, world: &World) {
        let look = world.look;
        let Some(nodes) = world.store.nodes.as_ref().filter(|nodes| !nodes.is_empty()) else {
            let none: &[&str] = match world.store.nodes {
                Some(_) => &NONE,
                None => &["Only the operator's key sees the nodes."],
            };
            return middle(buf, area, &nothing(world, world.store.loaded, none));
        };
        let high = (cells(nodes.len()) + 1).min(area.height / 2 + 1);
        self.cursor.fit(nodes.len(), usize::from(high - 1));
        let shown = nodes
            .iter()
            .enumerate()
            .skip(self.cursor.top)
            .take(self.cursor.page);
        let rows: Vec<Row> = shown
            .map(|(at, node)| Row {
                cells: row(node, world),
                selected: at == self.cursor.at,
            })
            .collect();
        table::draw(
            buf,
            Rect::new(area.x, area.y, area.width, high),
            &COLUMNS,
            &rows,
            look,
        );
        let y = area.y + high + 1;
        put(buf, (area.x, y), "Runs there now", area.width, look.title());
        for (y, row) in (y + 1..area.bottom()).zip(self.runs(world)) {
            let text = format!(
                "{} {}   {}",
                glyph::state(look, row.state),
                row.what(),
                row.took(world.now).map(took).unwrap_or_default()
            );
            put(buf, (area.x, y), &text, area.width, look.state(row.state));
        }
    }
}
