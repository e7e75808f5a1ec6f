//! What all screens have.

use super::{
    super::{Action as A, Entry, command as c},
    entry,
};

pub(super) const TABLE: &[Entry] = &[
    entry(A::Up, "up", &["k", "up"], &[]).says("", "Up"),
    entry(A::Down, "down", &["j", "down"], &[]).says("", "Down"),
    entry(A::Left, "left", &["h", "left"], &[]).says("", "Left; fold a batch"),
    entry(A::Right, "right", &["l", "right"], &[]).says("", "Right; unfold a batch, logs of a job"),
    entry(A::Top, "top", &["g", "home"], &[]).says("", "To the beginning"),
    entry(A::Bottom, "bottom", &["G", "end"], &[]).says("", "To the end"),
    entry(A::HalfDown, "half-down", &["ctrl-d"], &[]).says("", "Half a page down"),
    entry(A::HalfUp, "half-up", &["ctrl-u"], &[]).says("", "Half a page up"),
    entry(A::PageDown, "page-down", &["pgdn", "ctrl-f"], &[]).says("", "A page down"),
    entry(A::PageUp, "page-up", &["pgup", "ctrl-b"], &[]).says("", "A page up"),
    entry(A::Jobs, "jobs", &["1"], &[])
        .says("", "The jobs and batches")
        .types(c::list),
    entry(A::Cost, "cost", &["2"], &[])
        .says("", "What was spent")
        .types(c::cost),
    entry(A::Nodes, "nodes", &["3"], &[])
        .says("", "The machines")
        .types(c::nodes),
    entry(A::NextTab, "next-tab", &["tab"], &[]).says("", "The next of these three"),
    entry(A::PrevTab, "previous-tab", &["backtab"], &[]).says("", "The one before"),
    entry(A::Copy, "copy", &["y"], &[]).says("copy", "Copy the command line in the footer"),
    entry(A::Refresh, "refresh", &["ctrl-r"], &[]).says("", "Ask the server anew"),
    entry(A::Theme, "theme", &["T"], &[]).says("", "Dark, light, high contrast, no colour"),
    entry(A::Mouse, "mouse", &["M"], &[]).says(
        "",
        "Leave the mouse to the terminal, to select text, or take it",
    ),
    entry(A::Redraw, "redraw", &["ctrl-l"], &[]).says("", "Draw everything anew"),
    entry(A::Suspend, "suspend", &["ctrl-z"], &[]).says("", "Back to the shell; `fg` returns"),
    entry(A::Palette, "palette", &[":"], &[]).says("command", "Find an action by its name"),
    entry(A::Back, "back", &["esc"], &[]).says("back", "Forget marks or filter, or go back"),
    entry(A::Help, "help", &["?"], &[])
        .says("help", "All keys of this screen")
        .types(c::help),
    entry(A::Quit, "quit", &["q", "ctrl-c"], &[]).says("quit", "Leave; jobs go on"),
];
