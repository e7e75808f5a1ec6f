//! Outputs that are not the same when they are sent as when they were looked at.

use std::{fs, path::PathBuf};

use bytes::Bytes;
use rgrid_runner::engine::scripted::Step;
use rgrid_shared::{digest::Digest, job::Outcome, path::RelPath};

use crate::support::{Grid, assignment, sh, until};

const SECRET: &[u8] = &[b's'; 100 << 10];

/// Leaves a large file, swaps it by `swap` after the first try to send it, and says how it ended.
async fn swapped(swap: impl Fn(&PathBuf)) -> Outcome {
    let path = RelPath::new("large").unwrap();
    let write = Step::Write(path, Bytes::from(vec![b'x'; 100 << 10]));
    let (grid, _engine) = Grid::scripted(move |_| Ok(vec![write.clone()])).await;
    grid.plane.lock().failing_puts = usize::MAX;
    let attempt = grid.plane.give(assignment(sh("")));
    until("it tried to send it", || grid.plane.lock().puts == 1).await;
    let attempts = grid.state.path().join("attempts");
    let file = attempts.join(attempt.to_string()).join("work/large");
    fs::remove_file(&file).unwrap();
    swap(&file);
    grid.plane.lock().failing_puts = 0;
    let finished = grid.finished(attempt).await;
    assert_eq!(finished.artifacts, []);
    assert!(!grid.plane.lock().stored.contains(&Digest::of(SECRET)));
    finished.outcome
}

/// Other bytes of the same length are not what was signed for.
#[tokio::test(flavor = "multi_thread")]
async fn scenario_15_a_file_whose_bytes_are_swapped_before_it_is_sent_is_refused() {
    let outcome = swapped(|file| fs::write(file, SECRET).unwrap()).await;
    assert!(matches!(outcome, Outcome::Internal { .. }), "{outcome:?}");
}

/// A link, a pipe and a folder in place of the file are not followed, waited for or read.
#[tokio::test(flavor = "multi_thread")]
async fn scenario_15_a_file_swapped_for_something_else_before_it_is_sent_is_refused() {
    let outside = tempfile::NamedTempFile::new().unwrap();
    fs::write(outside.path(), SECRET).unwrap();
    let link = |file: &PathBuf| std::os::unix::fs::symlink(outside.path(), file).unwrap();
    let pipe = |file: &PathBuf| {
        let made = std::process::Command::new("mkfifo").arg(file).status();
        assert!(made.unwrap().success());
    };
    let folder = |file: &PathBuf| fs::create_dir(file).unwrap();
    let ends = tokio::join!(swapped(link), swapped(pipe), swapped(folder));
    for outcome in [ends.0, ends.1, ends.2] {
        assert!(matches!(outcome, Outcome::Internal { .. }), "{outcome:?}");
    }
}
