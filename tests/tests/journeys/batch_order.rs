//! Batches: order, limits and second tries (R-L2, R-L7).

use super::{
    batch::{UPPER, letters},
    support::User,
};

/// `--parallel 2` with 8 files: never more than 2 at the same time.
#[test]
fn no_more_jobs_run_at_the_same_time_than_allowed() {
    let user = User::new();
    user.write(
        "slow.py",
        "import time; a = time.time(); time.sleep(0.4); open('t', 'w').write(f'{a} {time.time()}')",
    );
    for n in 0..8 {
        user.write(&format!("in/{n}"), "");
    }
    user.rgrid(&["run", "slow.py", "--batch", "in/*", "--parallel", "2"])
        .exits(0);
    let mut edges: Vec<(f64, i32)> = Vec::new();
    for n in 0..8 {
        let text = user.read(&format!("outputs/{n}/t"));
        let (start, end) = text.split_once(' ').unwrap();
        edges.extend([(start.parse().unwrap(), 1), (end.parse().unwrap(), -1)]);
    }
    edges.sort_by(|a, b| a.0.total_cmp(&b.0));
    let busiest = edges
        .iter()
        .scan(0, |now, edge| {
            *now += edge.1;
            Some(*now)
        })
        .max()
        .unwrap();
    assert!(busiest <= 2, "{busiest} at the same time");
}

#[test]
fn the_failed_part_of_a_batch_is_tried_again_alone() {
    let user = User::new();
    letters(&user, 3);
    user.write(
        "upper.py",
        format!("{UPPER}\nif '01' in name: sys.exit(9)\n"),
    );
    let ended = user
        .rgrid(&["run", "upper.py", "--batch", "in/*.txt"])
        .exits(1);
    let batch = ended
        .stderr
        .split_whitespace()
        .find(|word| word.starts_with("batch_"))
        .unwrap();
    let batch = batch.trim_end_matches(|end: char| !end.is_alphanumeric());
    let again = user.rgrid(&["retry", batch, "--json"]).exits(0).json();
    assert_eq!(again["total"], 1, "{again}");
}
