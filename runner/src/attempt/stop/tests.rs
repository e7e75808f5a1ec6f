use super::*;

/// R-E3: each end is told apart; nobody is told of an attempt that is another's.
#[test]
fn each_stop_has_its_own_outcome() {
    assert_eq!(Stop::Fenced.outcome(), None);
    let ends = [
        Stop::TimedOut,
        Stop::Cancelled,
        Stop::DiskQuota,
        Stop::Broken("x".into()),
    ];
    let outcomes: Vec<_> = ends.into_iter().filter_map(Stop::outcome).collect();
    let message = "x".into();
    let told = [
        Outcome::TimedOut,
        Outcome::Cancelled,
        Outcome::DiskQuota,
        Outcome::Internal { message },
    ];
    assert_eq!(outcomes, told);
}
