use super::*;

fn after(now: Instant, seconds: u64) -> Instant {
    now.checked_add(Duration::from_secs(seconds)).unwrap()
}

#[test]
fn a_failure_or_two_are_forgiven() {
    let (mut rest, now) = (Rest::default(), Instant::now());
    rest.failed(now);
    rest.failed(now);
    assert!(!rest.is_on(now));
    rest.worked();
    rest.failed(now);
    rest.failed(now);
    assert!(!rest.is_on(now), "it worked in between");
    rest.failed(now);
    assert!(rest.is_on(now));
}

#[test]
fn the_pauses_grow_and_end() {
    let (mut rest, now) = (Rest::default(), Instant::now());
    for _ in 0..3 {
        rest.failed(now);
    }
    assert!(rest.is_on(now) && !rest.is_on(after(now, 2)));
    for _ in 0..20 {
        rest.failed(now);
    }
    assert!(rest.is_on(after(now, 29)) && !rest.is_on(after(now, 60)));
    rest.worked();
    assert!(!rest.is_on(now));
}
