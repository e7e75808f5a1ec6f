use proptest::prelude::*;

use super::*;

#[test]
fn euros_are_shown_without_losing_a_micro() {
    let shown = |micros| Micros(micros).to_string();
    assert_eq!(shown(0), "0.00 EUR");
    assert_eq!(shown(420_000), "0.42 EUR");
    assert_eq!(shown(1_240), "0.00124 EUR");
    assert_eq!(shown(-1), "-0.000001 EUR");
    assert_eq!(shown(i64::MIN), "-9223372036854.775808 EUR");
}

#[test]
fn a_share_is_rounded_up_and_never_overflows() {
    assert_eq!(Micros(5_830_000).share(120, 3600), Micros(194_334));
    assert_eq!(Micros(1).share(1, 1_000_000), Micros(1));
    assert_eq!(Micros(i64::MAX).share(u64::MAX, 1), Micros(i64::MAX));
    assert_eq!(Micros(7).share(0, 10), Micros::ZERO);
    assert_eq!(Micros(7).share(10, 0), Micros::ZERO);
}

proptest! {
    #[test]
    fn shares_of_a_whole_never_cost_less_than_the_whole(rate in 0i64..1_000_000_000, parts in prop::collection::vec(0u64..10_000, 1..20)) {
        let per: u64 = parts.iter().sum::<u64>().max(1);
        let shares = Micros::sum(parts.iter().map(|&part| Micros(rate).share(part, per))).unwrap();
        let whole = if parts.iter().sum::<u64>() == 0 { 0 } else { rate };
        prop_assert!(shares.0 >= whole);
        prop_assert!(shares.0.abs_diff(whole) <= parts.len() as u64);
    }

    #[test]
    fn a_sum_is_right_or_absent(a: i64, b: i64) {
        prop_assert_eq!(Micros(a).checked_add(Micros(b)).map(|sum| sum.0), a.checked_add(b));
    }
}
