use proptest::prelude::*;

use super::*;

fn rate(from_s: i64, vcpu: i64, gib: i64) -> Rate {
    Rate {
        from_at: DateTime::from_timestamp(from_s, 0).unwrap(),
        vcpu_second_nanos: vcpu,
        gib_second_nanos: gib,
    }
}

#[test]
fn an_hour_of_the_whole_machine_costs_what_the_machine_costs() {
    // cx23: 2 vCPU and 4 GiB for 5,600 micros an hour; the rate is rounded up to whole nanos.
    let cost = rate(0, 389, 195).cost(3_600_000, 2_000, 4 << 30);
    assert_eq!(cost, Micros(5_609));
}

/// Decision 12: two minutes of 5,829,998.4 micros an hour are 194,333.28.
#[test]
fn a_price_is_rounded_up_to_a_whole_micro() {
    assert_eq!(
        rate(0, 1_619_444, 0).cost(120_000, 1_000, 0),
        Micros(194_334)
    );
}

#[test]
fn the_smallest_use_costs_one_micro_and_none_costs_nothing() {
    let rate = rate(0, 389, 195);
    assert_eq!(rate.cost(1, 1, 1), Micros(1));
    assert_eq!(rate.cost(0, 1000, 1 << 30), Micros(0));
}

#[test]
fn the_latest_rate_that_has_begun_counts() {
    let rates = [rate(10, 1, 1), rate(30, 3, 3), rate(20, 2, 2)];
    let at = |s| rate_at(&rates, DateTime::from_timestamp(s, 0).unwrap());
    assert_eq!(at(9), None);
    assert_eq!(at(10), Some(rates[0]));
    assert_eq!(at(29), Some(rates[2]));
    assert_eq!(at(1_000), Some(rates[1]));
}

proptest! {
    #[test]
    fn a_price_never_overflows_and_never_falls_with_time(
        ms in any::<u64>(), more in any::<u64>(), cpu in any::<u32>(), memory in any::<u64>(),
        vcpu in 0i64.., gib in 0i64..,
    ) {
        let rate = rate(0, vcpu, gib);
        let price = rate.cost(ms, cpu, memory);
        prop_assert!(price >= Micros(0));
        prop_assert!(rate.cost(ms.saturating_add(more), cpu, memory) >= price);
    }

    #[test]
    fn splitting_time_never_makes_it_cheaper(
        a in 0u64..1 << 32, b in 0u64..1 << 32, cpu in 0u32..64_000, memory in 0u64..1 << 38,
    ) {
        let rate = rate(0, 389, 195);
        let parts = rate.cost(a, cpu, memory).0 + rate.cost(b, cpu, memory).0;
        let whole = rate.cost(a + b, cpu, memory).0;
        prop_assert!(parts >= whole && parts <= whole + 1);
    }
}
