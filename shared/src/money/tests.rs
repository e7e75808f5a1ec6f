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

proptest! {
    #[test]
    fn a_sum_is_right_or_absent(a: i64, b: i64) {
        prop_assert_eq!(Micros(a).checked_add(Micros(b)).map(|sum| sum.0), a.checked_add(b));
    }
}
