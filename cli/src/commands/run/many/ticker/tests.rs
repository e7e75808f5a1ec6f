use rgrid_shared::{id::BatchId, money::Micros};

use super::*;

fn batch(succeeded: u32, failed: u32, running: u32) -> Batch {
    Batch {
        id: BatchId::new(),
        parallel: 10,
        total: 100,
        waiting: 0,
        waiting_for: None,
        running,
        succeeded,
        failed,
        cancelled: 0,
        cost_micros: Micros(1_240),
        created_at: chrono::DateTime::UNIX_EPOCH,
        finished_at: None,
    }
}

/// R-L9: N/total, failed, ETA, cost so far.
#[test]
fn the_progress_line_says_how_far_and_how_long_still() {
    let line = progress_line(&batch(11, 1, 10), Duration::from_secs(6));
    assert_eq!(
        line,
        "12/100 done, 1 failed, 10 running, 6.0 s, 44.0 s left, 0.00124 EUR"
    );
    assert_eq!(
        progress_line(&batch(0, 0, 0), Duration::ZERO),
        "0/100 done, 0 running, 0 ms, 0.00124 EUR"
    );
}
