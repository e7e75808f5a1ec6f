//! Scenarios 13 and 28: floods and bytes that are no text.

use rgrid_shared::{job::Outcome, limits::MAX_LOG_BYTES, wire::node::Finished};

use crate::support::{Grid, Kind, Plane, assignment, memory, process, python, until};

on_each_maker!(
    scenario_13_one_line_of_a_gibibyte_is_cut_and_held_in_little_memory,
    scenario_13_ten_million_lines_are_cut_and_held_in_little_memory,
    scenario_28_bytes_that_are_no_text_are_a_success_and_arrive_as_they_were
);

const MEBI: u64 = 1 << 20;

/// Runs a job that prints far more than is kept; the runner, a process, says what that took.
#[expect(clippy::print_stderr, reason = "a figure for whoever asks for it")]
async fn flood(script: &str, kind: Kind) -> (Finished, u64) {
    let plane = Plane::start().await;
    let state = tempfile::tempdir().unwrap();
    let runner = process::runner(&plane, state.path(), kind);
    let first = plane.give(assignment(python("print('up')")));
    plane.finished(first).await;
    let base = memory::now(runner.id().unwrap());
    memory::forget_peak(runner.id().unwrap());
    let attempt = plane.give(assignment(python(script)));
    let finished = plane.finished(attempt).await;
    let over = memory::peak(runner.id().unwrap()).saturating_sub(base);
    eprintln!(
        "the runner held {} KiB over a base of {} KiB",
        over >> 10,
        base >> 10
    );
    until("its folder is gone", || {
        !process::folder(state.path(), attempt).exists()
    })
    .await;
    (finished, over)
}

async fn is_cut_in_little_memory(script: &str, kind: Kind) {
    let (finished, over) = flood(script, kind).await;
    assert_eq!(finished.outcome, Outcome::Exited { code: 0 });
    let kept = (finished.log_bytes, finished.log_truncated);
    assert_eq!(kept, (MAX_LOG_BYTES, true));
    assert!(over < 64 * MEBI, "{} MiB over its base", over / MEBI);
}

fn one_line(mebibytes: u32) -> String {
    format!(
        "import sys\nb = b'x' * (1 << 20)\nfor _ in range({mebibytes}): sys.stdout.buffer.write(b)"
    )
}

fn many_lines(lines: u32) -> String {
    format!(
        "import sys\nb = b'0123456789 0123456789\\n' * 10_000\nfor _ in range({lines} // 10_000): sys.stdout.buffer.write(b)"
    )
}

/// A gibibyte without a newline.
async fn scenario_13_one_line_of_a_gibibyte_is_cut_and_held_in_little_memory(kind: Kind) {
    is_cut_in_little_memory(&one_line(1024), kind).await;
}

async fn scenario_13_ten_million_lines_are_cut_and_held_in_little_memory(kind: Kind) {
    is_cut_in_little_memory(&many_lines(10_000_000), kind).await;
}

/// NUL, every other byte and text that ends in the middle of a character.
async fn scenario_28_bytes_that_are_no_text_are_a_success_and_arrive_as_they_were(kind: Kind) {
    let grid = Grid::on(kind).await;
    let script = r"
import sys
sys.stdout.buffer.write(bytes(range(256)) + b'\0\0\xff\xfe\xc3')
sys.stderr.buffer.write(b'\xf0\x9f\0\x1b]52;c;eA==\x07\x9b')
";
    let (finished, record) = grid.run(python(script)).await;
    assert_eq!(finished.outcome, Outcome::Exited { code: 0 });
    let all: Vec<u8> = (0..=255).chain(*b"\0\0\xff\xfe\xc3").collect();
    assert_eq!(record.stdout, all);
    assert_eq!(record.stderr, b"\xf0\x9f\0\x1b]52;c;eA==\x07\x9b");
}
