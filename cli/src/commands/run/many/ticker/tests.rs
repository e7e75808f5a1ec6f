use rgrid_shared::{id::BatchId, money::Micros};

use super::*;
use crate::printer::color::ColorWhen;

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
    let text = line(&batch(11, 1, 10), Duration::from_secs(6));
    assert_eq!(
        text,
        "12/100 done, 1 failed, 10 running, 6.0 s, 2.0/s, 44.0 s left, 0.00124 EUR"
    );
    assert_eq!(
        line(&batch(0, 0, 0), Duration::ZERO),
        "0/100 done, 0 running, 0 ms, 0.00124 EUR"
    );
    let slow = line(&batch(2, 0, 1), Duration::from_mins(1));
    assert!(slow.contains(", 2/min, "), "{slow}");
}

#[tokio::test]
async fn a_narrow_terminal_gets_one_line_and_a_wide_one_the_last_items() {
    let printer = Printer::new(false, false, ColorWhen::Never).counting();
    let mut ticker = Ticker::new(&printer, true);
    let traffic = printer.traffic().unwrap();
    traffic.sent.expect(10);
    let all = batch(11, 1, 10);
    let narrow = lines(&ticker, &all, &printer, 20);
    assert!(narrow.starts_with("12/100, 1 failed"), "{narrow}");
    assert!(narrow.chars().count() < 20 && !narrow.contains('\n'));
    for name in ["a", "b", "c", "d"] {
        ticker
            .recent
            .push_back(format!("{name}: succeeded in 1.0 s"));
    }
    let wide = lines(&ticker, &all, &printer, 80);
    assert!(wide.contains("\n  sent 0 B of 10 B, 0 B/s\n"), "{wide}");
    assert!(
        wide.ends_with("  keys: l log, f failures, d detach, c cancel, ? help"),
        "{wide}"
    );
}
