//! Actions: all that keys can do, as data. Footer, help, palette, copies and recordings are made of this one table.

mod command;
mod table;
#[cfg(test)]
mod tests;

pub use command::{Context, quote};
pub use table::TABLE;

/// Which screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// All jobs and batches.
    Jobs,
    /// One batch.
    Batch,
    /// One job.
    Job,
    /// What jobs printed.
    Logs,
    /// The files of a job.
    Artifacts,
    /// What was spent.
    Cost,
    /// The machines.
    Nodes,
    /// All keys.
    Help,
}

impl Kind {
    /// All screens.
    pub const ALL: [Self; 8] = [
        Self::Jobs,
        Self::Batch,
        Self::Job,
        Self::Logs,
        Self::Artifacts,
        Self::Cost,
        Self::Nodes,
        Self::Help,
    ];
}

/// What a key can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table says what each does")]
pub enum Action {
    Open,
    Logs,
    Artifacts,
    Cancel,
    Retry,
    RetryGroup,
    Download,
    DownloadAll,
    Mark,
    MarkAll,
    Filter,
    States,
    Since,
    Sort,
    FoldAll,
    NextFailed,
    Panel,
    Search,
    NextHit,
    PrevHit,
    Follow,
    Wrap,
    Streams,
    Attempt,
    By,
    Up,
    Down,
    Left,
    Right,
    Top,
    Bottom,
    HalfUp,
    HalfDown,
    PageUp,
    PageDown,
    Jobs,
    Cost,
    Nodes,
    NextTab,
    PrevTab,
    Copy,
    Refresh,
    Theme,
    Mouse,
    Redraw,
    Suspend,
    Back,
    Palette,
    Help,
    Quit,
}

/// One line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// What it does.
    pub action: Action,
    /// Its name, for the palette and key maps.
    pub name: &'static str,
    /// Its keys; the footer names the first.
    pub keys: &'static [&'static str],
    /// One word for the footer; none leaves it out there.
    pub label: &'static str,
    /// One sentence for the help.
    pub help: &'static str,
    /// The screens that have it; none means all.
    pub on: &'static [Kind],
    /// Whether it changes something, money or files.
    pub writes: bool,
    /// The same on the command line.
    pub command: fn(&Context) -> Option<String>,
}

impl Entry {
    /// Whether a screen has it.
    #[must_use]
    pub fn on(&self, kind: Kind) -> bool {
        self.everywhere() || self.on.contains(&kind)
    }

    /// Whether all screens have it.
    #[must_use]
    pub fn everywhere(&self) -> bool {
        self.on.is_empty()
    }
}

/// The entry of an action.
#[must_use]
pub fn entry(action: Action) -> &'static Entry {
    let found = TABLE.iter().find(|entry| entry.action == action);
    // A test holds that every action has an entry.
    found.unwrap_or(&table::NONE)
}

/// The entry of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Entry> {
    TABLE.iter().find(|entry| entry.name == name)
}
