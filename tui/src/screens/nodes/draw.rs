//! How nodes look: a line each.

use rgrid_shared::wire::nodes::{Node, NodeState};

use crate::{
    screens::{World, parts::age},
    theme::Look,
    widgets::{
        bar, glyph,
        table::{Cell, Column, cell, left, right, styled},
        text::safe,
    },
};

pub(super) const COLUMNS: [Column; 8] = [
    left("STATE", 11, 0),
    left("NAME", 0, 0),
    right("JOBS", 9, 0),
    left("LOAD", 12, 0),
    right("WARM", 5, 0),
    right("HITS", 5, 0),
    right("SEEN", 5, 0),
    left("VERSION", 10, 100),
];

fn state(node: &Node, look: Look) -> Cell {
    let (sign, plain, word, style) = match node.state {
        NodeState::Ready => ("●", "*", "ready", look.good()),
        NodeState::Failing => ("✗", "x", "failing", look.bad()),
        NodeState::Draining => ("◌", ":", "draining", look.warn()),
        NodeState::Away => ("○", ".", "away", look.dim()),
    };
    styled(format!("{} {word}", glyph::pick(look, sign, plain)), style)
}

pub(super) fn row(node: &Node, world: &World) -> Vec<Cell> {
    let look = world.look;
    let pool = node.pool.as_ref();
    let warm = pool.map(|pool| {
        pool.warm
            .iter()
            .map(|warm| u64::from(warm.count))
            .sum::<u64>()
    });
    let hits = pool.and_then(|pool| (pool.hits * 100).checked_div(pool.hits + pool.misses));
    let load = bar::share(i64::from(node.running), i64::from(node.slots), 12, look);
    vec![
        state(node, look),
        cell(safe(&node.name)),
        cell(format!("{}/{}", node.running, node.slots)),
        styled(load, look.live()),
        styled(
            warm.map_or_else(|| "-".to_owned(), |warm| warm.to_string()),
            look.dim(),
        ),
        styled(
            hits.map_or_else(|| "-".to_owned(), |hits| format!("{hits} %")),
            look.dim(),
        ),
        styled(
            node.last_seen_at
                .map(|at| age(at, world.now))
                .unwrap_or_default(),
            look.dim(),
        ),
        styled(safe(&node.version), look.dim()),
    ]
}
