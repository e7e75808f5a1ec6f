//! How a job looks: a column of facts, then attempts and inputs.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::{Job, facts};
use crate::{
    screens::{
        World,
        parts::{nothing, titled},
    },
    store::tail,
    widgets::{
        frame::{lines, middle},
        glyph,
    },
};

/// Title, state, what it runs.
pub(super) fn head(page: &Job, world: &World) -> Line<'static> {
    let look = world.look;
    let row = page.row(world);
    let state = row.map(|row| {
        let text = format!("{} {}", glyph::state(look, row.state), row.end());
        Span::styled(text, look.state(row.state))
    });
    titled(
        look,
        "Job",
        vec![
            Span::raw(row.map(crate::store::Row::what).unwrap_or_default()),
            state.unwrap_or_default(),
            Span::styled(tail(&page.id), look.dim()),
        ],
    )
}

/// Everything that is known; it scrolls.
pub(super) fn all(page: &mut Job, area: Rect, buf: &mut Buffer, world: &World) {
    let Some(job) = &page.whole else {
        return middle(buf, area, &nothing(world, false, &[]));
    };
    let said = facts::of(job, &page.attempts, world);
    page.length = said.len();
    page.page = usize::from(area.height).max(1);
    page.top = page.top.min(page.length.saturating_sub(page.page));
    let shown: Vec<Line<'_>> = said.into_iter().skip(page.top).collect();
    lines(buf, area, &shown);
    if page.length > page.page {
        let below = page.length - page.page - page.top;
        let sign = if below > 0 {
            format!("{below} more lines below")
        } else {
            String::new()
        };
        let x = area.right().saturating_sub(24);
        buf.set_line(
            x,
            area.bottom() - 1,
            &Line::styled(format!("{sign:>24}"), world.look.dim()),
            24,
        );
    }
}
