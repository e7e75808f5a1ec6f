//! Draw: head, screen, footer, and what lies over them.

mod ask;
mod over;

use ratatui::{buffer::Buffer, layout::Rect, style::Modifier, text::Line};

use super::{App, Overlay, SMALLEST, mouse::BODY};
use crate::{
    action::{Action, Kind},
    message::Progress,
    screens::size,
    store::Link,
    theme::Look,
    widgets::{
        bar,
        frame::middle,
        glyph::pick,
        text::{cells, cut, put, safe, width},
    },
};
use ask::draw_ask;

/// Where the names of the first screens stand in the first line.
pub(super) const TABS: [(u16, u16, Action); 3] = [
    (9, 15, Action::Jobs),
    (17, 23, Action::Cost),
    (25, 32, Action::Nodes),
];

impl App {
    /// Draws everything.
    pub fn draw(&mut self, area: Rect, buf: &mut Buffer) {
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            let (wide, high) = (area.width, area.height);
            let said = [
                Line::from(format!("{wide}x{high} is too small")),
                Line::from("80x24 is enough; q quits"),
            ];
            return middle(buf, area, &said);
        }
        self.draw_head(area, buf);
        let body = Rect::new(
            area.x + 1,
            area.y + BODY,
            area.width - 2,
            area.height - BODY - 2,
        );
        let (page, world) = self.page_mut();
        page.draw(body, buf, world);
        self.draw_footer(area, buf);
        match &self.overlay {
            Overlay::None | Overlay::Type(..) => {}
            Overlay::Ask(ask) => draw_ask(ask, area, buf, self.world.look),
            Overlay::Palette(_) => self.draw_palette(area, buf),
        }
    }

    fn draw_head(&self, area: Rect, buf: &mut Buffer) {
        let look = self.world.look;
        put(
            buf,
            (area.x + 1, area.y),
            "rgrid",
            6,
            look.title().patch(look.accent()),
        );
        let names = ["1 Jobs", "2 Cost", "3 Nodes"];
        for (at, ((from, _, _), name)) in TABS.iter().zip(names).enumerate() {
            let style = if at == self.tab {
                look.title().add_modifier(Modifier::UNDERLINED)
            } else {
                look.dim()
            };
            put(buf, (area.x + from, area.y), name, 8, style);
        }
        let (link, style) = self.link();
        let mut x = area.right().saturating_sub(cells(width(&link)) + 1);
        put(buf, (x, area.y), &link, area.width, style);
        let room = usize::from(x.saturating_sub(area.x + 36));
        let marks = if self.world.readonly {
            "  read-only"
        } else {
            ""
        };
        let place = cut(&format!("{}{marks}", safe(&self.place)), room, look.ascii);
        x = x.saturating_sub(cells(width(&place)) + 2);
        put(buf, (x, area.y), &place, area.width, look.dim());
        let head = self.page().head(&self.world);
        buf.set_line(area.x + 1, area.y + 1, &head, area.width - 2);
        let rule = pick(look, "─", "-").repeat(usize::from(area.width));
        put(buf, (area.x, area.y + 2), &rule, area.width, look.rule());
    }

    /// Whether what is shown is what is, and if not, how old it is.
    fn link(&self) -> (String, ratatui::style::Style) {
        let look = self.world.look;
        match &self.world.store.link {
            Link::Connecting => (format!("{} connecting", pick(look, "○", ".")), look.dim()),
            Link::Live => (format!("{} live", pick(look, "●", "*")), look.good()),
            Link::Lost { since, .. } => {
                let age = since.map(|since| {
                    let seconds = self.world.now.signed_duration_since(since).num_seconds();
                    let ms = u64::try_from(seconds).unwrap_or(0).saturating_mul(1_000);
                    format!(", data is {} old", rgrid_shared::text::duration(ms))
                });
                let age = age.unwrap_or_default();
                (format!("{} offline{age}", pick(look, "✗", "x")), look.bad())
            }
        }
    }

    /// Whether this screen is one of the first three.
    #[must_use]
    pub fn is_first(&self) -> bool {
        self.stack.is_empty() && self.kind() != Kind::Help
    }
}

/// A download in one line.
pub(super) fn progress(progress: &Progress, look: Look) -> String {
    let clamp = |bytes: u64| i64::try_from(bytes).unwrap_or(i64::MAX);
    let bar = bar::share(clamp(progress.bytes), clamp(progress.of_bytes), 20, look);
    format!(
        "downloading {}/{} files, {} of {}  {bar}",
        progress.files,
        progress.of_files,
        size(progress.bytes),
        size(progress.of_bytes)
    )
}
