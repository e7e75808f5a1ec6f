//! What screens have of their own.

use super::{
    super::{
        Action as A, Entry,
        Kind::{Artifacts, Batch, Cost, Job, Jobs, Logs, Nodes},
        command as c,
    },
    entry,
};

pub(super) const TABLE: &[Entry] = &[
    entry(
        A::Open,
        "open",
        &["enter"],
        &[Jobs, Batch, Artifacts, Nodes],
    )
    .says("open", "Open what is under the cursor")
    .types(c::open),
    entry(A::Logs, "logs", &["L"], &[Jobs, Batch, Job])
        .says("logs", "Show what it prints, or all that is marked prints")
        .types(c::follow),
    entry(A::Artifacts, "artifacts", &["a"], &[Jobs, Batch, Job, Logs])
        .says("files", "List the files that it brought home")
        .types(c::outputs),
    entry(A::Cancel, "cancel", &["x"], &[Jobs, Batch, Job, Logs])
        .says(
            "cancel",
            "Cancel what is marked, or what is under the cursor",
        )
        .types(c::cancel)
        .writes(),
    entry(A::Retry, "retry", &["r"], &[Jobs, Batch, Job, Logs])
        .says("retry", "Run it again; of a batch what did not succeed")
        .types(c::retry)
        .writes(),
    entry(A::Filter, "filter", &["/"], &[Jobs, Batch, Artifacts]).says(
        "filter",
        "Show only what matches a pattern; `!` before it shows the others",
    ),
    entry(A::Search, "search", &["/"], &[Logs])
        .says("search", "Search the whole log for a pattern"),
    entry(A::NextHit, "next-hit", &["n"], &[Logs]).says("next", "Go to the next place"),
    entry(A::PrevHit, "previous-hit", &["N"], &[Logs]).says("", "Go to the place before"),
    entry(A::Follow, "follow", &["f"], &[Logs])
        .says("follow", "Stay at the end of the log, or stop there")
        .types(c::follow),
    entry(A::Wrap, "wrap", &["w"], &[Logs]).says("wrap", "Wrap long lines, or cut them"),
    entry(A::Streams, "streams", &["o"], &[Logs])
        .says("stream", "Show both streams, only stdout, or only stderr"),
    entry(A::Attempt, "attempt", &["t"], &[Logs]).says(
        "attempt",
        "Show the log of the attempt before, or the last one again",
    ),
    entry(A::RetryGroup, "retry-group", &["R"], &[Batch])
        .says(
            "retry group",
            "Run the items of this group of failures again",
        )
        .types(c::retry_group)
        .writes(),
    entry(A::Download, "download", &["d"], &[Artifacts])
        .says(
            "download",
            "Download what is marked, or the file under the cursor",
        )
        .types(c::download)
        .writes(),
    entry(
        A::DownloadAll,
        "download-all",
        &["D"],
        &[Jobs, Batch, Job, Artifacts],
    )
    .says("get all", "Download all files")
    .types(c::download_all)
    .writes(),
    entry(A::NextFailed, "next-failed", &["f"], &[Batch])
        .says("next failed", "Go to the next item that failed")
        .types(c::failures),
    entry(A::Panel, "panel", &["]", "["], &[Batch, Logs])
        .says(
            "panel",
            "Go to the groups of failures and back, or to the next log",
        )
        .types(c::failures),
    entry(A::Mark, "mark", &["space"], &[Jobs, Batch, Artifacts])
        .says("mark", "Mark it for what is done next"),
    entry(A::MarkAll, "mark-all", &["A"], &[Jobs, Batch, Artifacts])
        .says("", "Mark all that is shown, or nothing"),
    entry(A::States, "states", &["s"], &[Jobs])
        .says("state", "Show all, what lives, what failed, what ended")
        .types(c::list),
    entry(A::Since, "since", &["t"], &[Jobs, Cost])
        .says(
            "time",
            "Show another time: all, an hour, a day, a week, a month",
        )
        .types(c::since),
    entry(A::Sort, "sort", &["S"], &[Jobs]).says("sort", "Sort by age, cost, time taken or state"),
    entry(A::FoldAll, "fold-all", &["z"], &[Jobs]).says("fold", "Fold all batches, or unfold them"),
    entry(A::By, "by", &["b"], &[Cost])
        .says("by", "Add up by day, month, script or batch")
        .types(c::cost),
];
