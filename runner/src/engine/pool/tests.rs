use std::time::{Duration, Instant};

use super::{
    demand::{Demand, wanted},
    quiet::is_busy,
};

/// One job keeps one sandbox waiting for some minutes, a thousand no more than may wait.
#[test]
fn demand_fades() {
    let start = Instant::now();
    let after = |minutes| start + Duration::from_mins(minutes);
    let mut demand = Demand::new(start);
    assert_eq!(wanted(&[demand.level(start)], 4), [0]);
    demand.asked(start, 4);
    assert_eq!(wanted(&[demand.level(after(8))], 4), [1]);
    assert_eq!(wanted(&[demand.level(after(9))], 4), [0]);
    for _ in 0..1_000 {
        demand.asked(start, 4);
    }
    assert_eq!(wanted(&[demand.level(start)], 9), [4]);
    assert_eq!(wanted(&[demand.level(after(3))], 9), [2]);
}

#[test]
fn each_kind_gets_one_before_the_busiest_gets_more() {
    assert_eq!(wanted(&[5.0, 0.5, 2.0, 0.01], 4), [2, 1, 1, 0]);
    assert_eq!(wanted(&[5.0, 0.5, 2.0, 0.01], 2), [1, 0, 1, 0]);
    assert_eq!(wanted(&[5.0], 0), [0]);
    assert_eq!(wanted(&[], 3), [0_usize; 0]);
}

#[test]
fn a_machine_is_busy_when_more_runs_than_it_has_processors_for() {
    let here = std::thread::available_parallelism().unwrap().get();
    let loads = |running| format!("3.10 2.00 1.00 {running}/521 12345\n");
    assert!(!is_busy(&loads(here)));
    assert!(is_busy(&loads(here + 1)));
    assert!(!is_busy("unreadable"));
}
