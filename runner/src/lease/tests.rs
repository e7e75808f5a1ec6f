use super::*;

fn after(now: Instant, seconds: u64) -> Instant {
    now.checked_add(Duration::from_secs(seconds)).unwrap()
}

#[test]
fn a_lease_that_is_not_renewed_in_time_is_lost() {
    let (leases, lost, now) = (Leases::default(), CancellationToken::new(), Instant::now());
    let attempt = AttemptId::new();
    leases.hold(attempt, now, lost.clone());
    leases.expire(after(now, 30));
    assert!(!lost.is_cancelled(), "thirty seconds are allowed");
    leases.expire(after(now, 31));
    assert!(lost.is_cancelled() && leases.held().is_empty());
}

#[test]
fn only_a_renewal_that_arrived_counts() {
    let (leases, lost, now) = (Leases::default(), CancellationToken::new(), Instant::now());
    leases.hold(
        AttemptId::new(),
        now.checked_sub(Duration::from_secs(20)).unwrap(),
        lost.clone(),
    );
    let (attempts, mark) = leases.begin_renewal();
    assert_eq!(attempts, leases.held());
    leases.confirm_renewal(mark.wrapping_add(1));
    leases.expire(after(now, 5));
    assert!(!lost.is_cancelled(), "25 of 30 seconds have passed");
    leases.confirm_renewal(mark);
    leases.expire(after(now, 20));
    assert!(
        !lost.is_cancelled(),
        "it counts from when the renewal was sent"
    );
    leases.expire(after(now, 40));
    assert!(lost.is_cancelled());
}

#[test]
fn a_result_on_the_disk_is_kept_however_long_it_takes() {
    let (leases, now) = (Leases::default(), Instant::now());
    let attempt = AttemptId::new();
    leases.keep_for_report(attempt, now);
    leases.expire(after(now, 100_000));
    assert_eq!(leases.held(), [attempt]);
    leases.release(attempt);
    assert!(leases.held().is_empty());
}

#[test]
fn the_control_plane_says_how_long_a_lease_lasts() {
    let leases = Leases::default();
    let node = rgrid_shared::id::NodeId::new();
    leases.connected(&Welcome {
        node,
        lease: Duration::from_secs(9),
    });
    assert_eq!(leases.renew_every(), Duration::from_secs(3));
}

/// Scenario 3: whoever slept past its lease does not take it up again by a renewal.
#[test]
fn a_lease_that_ran_out_unseen_is_not_renewed() {
    let (leases, lost) = (Leases::default(), CancellationToken::new());
    let long_ago = Instant::now().checked_sub(Duration::from_secs(31));
    leases.hold(AttemptId::new(), long_ago.unwrap(), lost.clone());
    let (attempts, _) = leases.begin_renewal();
    assert_eq!(attempts, []);
    assert!(lost.is_cancelled());
}
