//! Sums: costs added up by what one wants to see, and by day for the chart.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, TimeDelta};

use crate::{
    screens::{World, jobs::Since},
    store::{Row, tail},
};

/// So many days are in the chart.
pub(super) const DAYS: usize = 30;

/// What is added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// Each day.
    #[default]
    Day,
    /// Each month.
    Month,
    /// Each script or program.
    Script,
    /// Each batch.
    Batch,
}

impl By {
    pub(super) fn next(self) -> Self {
        match self {
            Self::Day => Self::Month,
            Self::Month => Self::Script,
            Self::Script => Self::Batch,
            Self::Batch => Self::Day,
        }
    }

    /// As `--by` takes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Script => "script",
            Self::Batch => "batch",
        }
    }
}

/// Costs, added up.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    /// What, how many jobs, how much.
    pub(super) rows: Vec<(String, usize, i64)>,
    /// Of each of the last days, the oldest first.
    pub(super) days: Vec<i64>,
    pub(super) today: i64,
    pub(super) month: i64,
    pub(super) all: i64,
}

impl Sums {
    pub(super) fn of(by: By, since: Since, world: &World) -> Self {
        let today = world.now.date_naive();
        let earliest = since.earliest(world.now);
        let mut sums = Self {
            days: vec![0; DAYS],
            ..Self::default()
        };
        let mut rows: HashMap<String, (usize, i64)> = HashMap::new();
        for row in world.store.jobs() {
            let day = row.created_at.date_naive();
            let ago = (today - day).num_days();
            let slot = usize::try_from(ago).ok().filter(|ago| *ago < DAYS);
            let place = slot.and_then(|ago| sums.days.get_mut(DAYS - 1 - ago));
            if let Some(place) = place {
                *place = place.saturating_add(row.cost);
            }
            if day == today {
                sums.today = sums.today.saturating_add(row.cost);
            }
            if (day.year(), day.month()) == (today.year(), today.month()) {
                sums.month = sums.month.saturating_add(row.cost);
            }
            if earliest.is_none_or(|earliest| row.created_at >= earliest) {
                sums.all = sums.all.saturating_add(row.cost);
                let (jobs, cost) = rows.entry(key(by, row)).or_default();
                *jobs += 1;
                *cost = cost.saturating_add(row.cost);
            }
        }
        sums.rows = ordered(by, rows);
        sums
    }
}

/// Days and months by time, the newest first; others by cost.
fn ordered(by: By, rows: HashMap<String, (usize, i64)>) -> Vec<(String, usize, i64)> {
    let sorted: BTreeMap<_, _> = rows.into_iter().collect();
    let rows = sorted.into_iter().rev();
    let mut rows: Vec<_> = rows.map(|(of, (jobs, cost))| (of, jobs, cost)).collect();
    if matches!(by, By::Script | By::Batch) {
        rows.sort_by_key(|(_, _, cost)| std::cmp::Reverse(*cost));
    }
    rows
}

fn key(by: By, row: &Row) -> String {
    match by {
        By::Day => row.created_at.format("%Y-%m-%d").to_string(),
        By::Month => row.created_at.format("%Y-%m").to_string(),
        By::Script => row.script.to_string(),
        By::Batch => row.batch.map_or_else(
            || "no batch".to_owned(),
            |batch| format!("{}  {}", row.script, tail(&batch)),
        ),
    }
}

/// The first of the days of the chart.
pub(super) fn first_day(world: &World) -> String {
    let days = i64::try_from(DAYS - 1).unwrap_or(0);
    (world.now - TimeDelta::days(days))
        .format("%d %b")
        .to_string()
}
