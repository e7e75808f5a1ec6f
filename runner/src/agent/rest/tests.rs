use super::*;

fn after(now: Instant, millis: u64) -> Instant {
    now.checked_add(Duration::from_millis(millis)).unwrap()
}

#[test]
fn a_node_that_works_deserves_all_it_can_take() {
    let (mut rest, now) = (Rest::default(), Instant::now());
    let attempt = AttemptId::new();
    rest.took(attempt);
    rest.worked();
    rest.ended(attempt);
    assert_eq!(rest.most(now), usize::MAX);
}

#[test]
fn a_node_that_failed_rests_and_then_tries_one_attempt_at_a_time() {
    let (mut rest, now) = (Rest::default(), Instant::now());
    let (first, second) = (AttemptId::new(), AttemptId::new());
    rest.took(first);
    rest.failed(now);
    rest.ended(first);
    assert_eq!(rest.most(after(now, 499)), 0);
    assert_eq!(rest.most(after(now, 1_000)), 1);
    rest.took(second);
    assert_eq!(rest.most(after(now, 1_000)), 0, "one is being tried");
    rest.ended(second);
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

#[test]
fn the_end_of_an_attempt_from_before_is_not_the_end_of_the_one_being_tried() {
    let (mut rest, now) = (Rest::default(), Instant::now());
    let [before, tried] = [AttemptId::new(), AttemptId::new()];
    rest.took(before);
    rest.failed(now);
    rest.took(tried);
    rest.ended(before);
    assert_eq!(rest.most(after(now, 1_000)), 0);
    rest.ended(tried);
    assert_eq!(rest.most(after(now, 1_000)), 1);
}
