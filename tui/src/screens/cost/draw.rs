//! How costs look: three sums, a chart of days, a list.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::{Cost, sums::first_day};
use crate::{
    screens::{
        World,
        parts::{cost, money, nothing, titled},
    },
    widgets::{
        bar,
        frame::middle,
        table::{self, Column, Row, cell, left, right, styled},
        text::put,
    },
};

const COLUMNS: [Column; 4] = [
    right("EUR", 12, 0),
    right("JOBS", 7, 0),
    left("OF", 28, 0),
    left("", 0, 0),
];
/// How high the chart is.
const CHART: u16 = 5;

/// Title and what is added up.
pub(super) fn head(page: &Cost, world: &World) -> Line<'static> {
    let look = world.look;
    let since = match page.since.word() {
        "" => "all that is known".to_owned(),
        some => format!("last {some}"),
    };
    let more = if world.store.more {
        "older jobs are on the server"
    } else {
        ""
    };
    titled(
        look,
        "Cost",
        vec![
            Span::styled(format!("by {}", page.by.name()), look.accent()),
            Span::styled(since, look.accent()),
            Span::styled(more, look.dim()),
        ],
    )
}

/// Sums, chart and list.
pub(super) fn all(page: &mut Cost, area: Rect, buf: &mut Buffer, world: &World) {
    let look = world.look;
    if page.sums.rows.is_empty() {
        let teaches = ["Nothing was spent in this time.", "t shows another time."];
        return middle(buf, area, &nothing(world, world.store.loaded, &teaches));
    }
    buf.set_line(area.x, area.y, &sums(page, world), area.width);
    chart(
        page,
        Rect::new(area.x, area.y + 2, area.width, CHART + 1),
        buf,
        world,
    );
    let skip = CHART + 4;
    let high = area.height.saturating_sub(skip);
    let place = Rect::new(area.x, area.y + skip, area.width, high);
    let sums = &page.sums.rows;
    page.cursor
        .fit(sums.len(), usize::from(high.saturating_sub(1)));
    let most = sums.iter().map(|(_, _, cost)| *cost).max().unwrap_or(0);
    let wide = usize::from(area.width.saturating_sub(60).min(40));
    let shown = sums.iter().enumerate().skip(page.cursor.top);
    let row = |(at, (of, jobs, micros)): (usize, &(String, usize, i64))| Row {
        cells: vec![
            cell(if *micros == 0 {
                "0.00".to_owned()
            } else {
                cost(*micros)
            }),
            styled(jobs.to_string(), look.dim()),
            cell(of.clone()),
            styled(bar::share(*micros, most, wide, look), look.live()),
        ],
        selected: at == page.cursor.at,
    };
    let rows: Vec<Row> = shown.take(page.cursor.page).map(row).collect();
    table::draw(buf, place, &COLUMNS, &rows, look);
}

/// Three sums in one line.
fn sums(page: &Cost, world: &World) -> Line<'static> {
    let look = world.look;
    let sum = |name: &'static str, micros: i64| {
        [
            Span::styled(format!("{name} "), look.dim()),
            Span::styled(format!("{}     ", money(micros)), look.title()),
        ]
    };
    let all = [
        sum("today", page.sums.today),
        sum("this month", page.sums.month),
        sum("shown", page.sums.all),
    ];
    all.into_iter().flatten().collect()
}

/// A column for each of the last days, twice as wide where there is room.
fn chart(page: &Cost, area: Rect, buf: &mut Buffer, world: &World) {
    let look = world.look;
    let days = &page.sums.days;
    let twice = 2;
    let values: Vec<i64> = days
        .iter()
        .flat_map(|day| std::iter::repeat_n(*day, twice))
        .collect();
    let rows = bar::columns(&values, usize::from(CHART), look);
    for (y, row) in (area.y..).zip(&rows) {
        put(buf, (area.x, y), row, area.width, look.live());
    }
    let most = days.iter().copied().max().unwrap_or(0);
    put(buf, (area.x + 62, area.y), &cost(most), 14, look.dim());
    let y = area.y + CHART;
    put(buf, (area.x, y), &first_day(world), 12, look.dim());
    put(buf, (area.x + 55, y), "today", 6, look.dim());
}
