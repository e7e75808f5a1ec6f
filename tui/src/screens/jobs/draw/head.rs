//! The second line: how much of what there is.

use ratatui::{
    style::Style,
    text::{Line, Span},
};
use rgrid_shared::job::JobState;

use crate::screens::{World, jobs::Jobs, parts::titled};

/// The second line: how much of what there is.
pub(in super::super) fn line(jobs: &Jobs, world: &World) -> Line<'static> {
    let look = world.look;
    let (running, waiting) = count(world);
    let some = |count: usize, word: &str, style: Style| {
        let text = (count > 0).then(|| format!("{count} {word}"));
        Span::styled(text.unwrap_or_default(), style)
    };
    let filter = match (&jobs.filter.text, jobs.filter.broken) {
        (text, _) if text.is_empty() => Span::raw(""),
        (text, true) => Span::styled(format!("/{text} is no pattern"), look.bad()),
        (text, false) => Span::styled(format!("/{text}"), look.accent()),
    };
    let since = match jobs.since.word() {
        "" => String::new(),
        since => format!("last {since}"),
    };
    let more = if world.store.more {
        "older ones are on the server"
    } else {
        ""
    };
    titled(
        look,
        "Jobs",
        vec![
            some(running, "running", look.live()),
            some(waiting, "waiting", look.dim()),
            some(jobs.marks.len(), "marked", look.warn()),
            filter,
            Span::styled(jobs.states.name(), look.accent()),
            Span::styled(since, look.accent()),
            Span::styled(jobs.sort.name(), look.accent()),
            Span::styled(more, look.dim()),
        ],
    )
}

/// How many run and how many wait.
fn count(world: &World) -> (usize, usize) {
    let (mut running, mut waiting) = (0, 0);
    for row in world.store.jobs() {
        match row.state {
            JobState::Running => running += 1,
            JobState::AwaitingInput | JobState::Held | JobState::Queued => waiting += 1,
            JobState::Succeeded | JobState::Failed | JobState::TimedOut | JobState::Cancelled => {}
        }
    }
    (running, waiting)
}
