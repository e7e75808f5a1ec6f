//! The groups of what failed.

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    screens::{World, batch::Batch},
    widgets::{
        glyph,
        text::{cut, put},
    },
};

pub(super) fn failures(page: &mut Batch, area: Rect, buf: &mut Buffer, world: &World) {
    let look = world.look;
    let Some(groups) = page.groups.as_ref().filter(|_| area.height > 2) else {
        return;
    };
    page.group.fit(groups.len(), usize::from(area.height - 2));
    let items: usize = groups.iter().map(|group| group.jobs.len()).sum();
    let rule = glyph::pick(look, "─", "-").repeat(usize::from(area.width));
    put(buf, (area.x, area.y), &rule, area.width, look.rule());
    let title = format!(
        "{items} failed in {}",
        rgrid_shared::text::count(groups.len(), "way")
    );
    put(buf, (area.x, area.y + 1), &title, area.width, look.bad());
    let shown = groups.iter().enumerate().skip(page.group.top);
    for (y, (at, group)) in (area.y + 2..area.bottom()).zip(shown) {
        if page.in_groups && at == page.group.at {
            buf.set_style(Rect::new(area.x, y, area.width, 1), look.selected());
        }
        let said = group.signature.to_string();
        let text = format!("{:>2}  {:>5} x  {said}", at + 1, group.jobs.len());
        put(
            buf,
            (area.x, y),
            &cut(&text, usize::from(area.width), look.ascii),
            area.width,
            ratatui::style::Style::new(),
        );
    }
}
