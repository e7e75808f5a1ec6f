use proptest::prelude::*;

use super::*;

fn share(clock: i64, last: i64, weight: i32) -> Share {
    Share {
        clock,
        last,
        weight,
    }
}

/// Serves `n` of the jobs that two accounts have waiting and says how many each got.
fn serve(mut a: Share, mut b: Share, n: usize) -> (usize, usize) {
    let mut tags: Vec<_> = (0..n)
        .flat_map(|_| [(a.tag(1000), 'a'), (b.tag(1000), 'b')])
        .collect();
    tags.sort_unstable();
    let of_a = tags.iter().take(n).filter(|tag| tag.1 == 'a').count();
    (of_a, n.saturating_sub(of_a))
}

#[test]
fn ten_thousand_jobs_of_one_account_stand_behind_the_first_of_another() {
    let mut busy = share(0, 0, 1);
    let tags: Vec<_> = (0..10_000).map(|_| busy.tag(1000)).collect();
    let first = share(0, 0, 1).tag(1000);
    assert_eq!(tags.iter().filter(|tag| **tag < first).count(), 0);
    assert_eq!(tags.iter().filter(|tag| **tag <= first).count(), 1);
}

#[test]
fn twice_the_weight_is_twice_the_share() {
    let (heavy, light) = serve(share(0, 0, 2), share(0, 0, 1), 300);
    assert!((199..=201).contains(&heavy), "{heavy} and {light}");
}

proptest! {
    #[test]
    fn equal_accounts_are_served_equally(clock in 0i64..1 << 40, n in 2usize..400) {
        let (a, b) = serve(share(clock, 0, 1), share(clock, clock, 1), n);
        prop_assert!(a.abs_diff(b) <= 1);
    }

    #[test]
    fn tags_of_one_account_only_grow_and_never_lie_before_the_clock(
        clock in any::<i64>(), last in any::<i64>(), weight in any::<i32>(),
        costs in prop::collection::vec(any::<i32>(), 1..50),
    ) {
        let mut share = share(clock, last, weight);
        let mut before = i64::MIN;
        for cost in costs {
            let tag = share.tag(cost);
            prop_assert!(tag >= clock);
            prop_assert!(tag > before || tag == i64::MAX);
            before = tag;
        }
    }
}
