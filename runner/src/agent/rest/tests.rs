use super::*;

fn after(now: Instant, millis: u64) -> Instant {
    now.checked_add(Duration::from_millis(millis)).unwrap()
}

#[test]
fn a_node_that_works_deserves_all_it_can_take() {
    let (mut rest, now) = (Rest::default(), Instant::now());
    rest.took();
    rest.worked();
    rest.ended();
    assert_eq!(rest.most(now), usize::MAX);
}

#[test]
fn a_node_that_failed_rests_and_then_tries_one_attempt_at_a_time() {
    let (mut rest, now) = (Rest::default(), Instant::now());
    rest.took();
    rest.failed(now);
    rest.ended();
    assert_eq!(rest.most(after(now, 499)), 0);
    assert_eq!(rest.most(after(now, 1_000)), 1);
    rest.took();
    assert_eq!(rest.most(after(now, 1_000)), 0, "one is being tried");
    rest.ended();
    assert_eq!(
        rest.most(after(now, 1_000)),
        1,
        "it said nothing of the node"
    );
    rest.worked();
    assert_eq!(rest.most(after(now, 1_000)), usize::MAX);
}

#[test]
fn the_pauses_grow_to_a_minute_and_attempts_that_fail_together_make_one() {
    let (mut rest, mut now) = (Rest::default(), Instant::now());
    for seconds in [1, 2, 4, 8, 16, 32, 60, 60] {
        for _ in 0..5 {
            rest.failed(now);
        }
        assert_eq!(rest.most(after(now, seconds * 500 - 1)), 0, "{seconds}");
        now = after(now, seconds * 1_000);
        assert_eq!(rest.most(now), 1, "{seconds}");
    }
    rest.worked();
    rest.failed(now);
    assert_eq!(rest.most(after(now, 1_000)), 1, "it begins again");
}
