use rgrid_shared::{id::BatchId, money::Micros};

use super::*;

fn batch(succeeded: u32, failed: u32) -> Batch {
    Batch {
        id: BatchId::new(),
        parallel: 10,
        total: 100,
        waiting: 0,
        waiting_for: None,
        running: 0,
        succeeded,
        failed,
        cancelled: 0,
        cost_micros: Micros(1_240),
        created_at: chrono::DateTime::UNIX_EPOCH,
        finished_at: chrono::DateTime::from_timestamp(12, 300_000_000),
    }
}

#[test]
fn the_summary_says_what_came_where() {
    let mut summary = Summary::new("outputs".into(), false);
    (summary.files, summary.bytes) = (98, 2_048);
    (summary.serial_ms, summary.receipt) = (119_310, Some("outputs/manifest.json".into()));
    assert_eq!(
        lines(&batch(98, 2), &summary),
        [
            "98 of 100 succeeded, 2 failed in 12.3 s; cost 0.00124 EUR",
            "9.7 times as fast as one by one, which takes 1 m 59 s",
            "98 files, 2.00 KiB in outputs; outputs/manifest.json lists them"
        ]
    );
}

#[test]
fn a_batch_without_outputs_promises_no_list_of_them() {
    let mut summary = Summary::new("outputs".into(), false);
    summary.receipt = Some("outputs/manifest.json".into());
    let said = lines(&batch(100, 0), &summary);
    assert_eq!(
        said[1],
        "no output files; outputs/manifest.json has the items"
    );
}

/// Who waited longer than all jobs took is told nothing of speed.
#[test]
fn a_batch_that_was_no_faster_does_not_say_so() {
    let mut summary = Summary::new("outputs".into(), true);
    summary.serial_ms = 12_300;
    let mut batch = batch(100, 0);
    assert_eq!(
        lines(&batch, &summary)[0],
        "100 of 100 succeeded in 12.3 s; cost 0.00124 EUR"
    );
    batch.finished_at = None;
    let first = &lines(&batch, &summary)[0];
    assert_eq!(first, "100 of 100 succeeded; cost 0.00124 EUR");
}
