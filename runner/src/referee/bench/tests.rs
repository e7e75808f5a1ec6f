use super::*;

#[test]
fn whose_growth_makes_half_of_the_loss_filled_the_disk() {
    assert_eq!(choose(100, &[0, 50, 20]), Some((1, Verdict::Filled)));
    assert_eq!(choose(100, &[90, 80]), Some((0, Verdict::Filled)));
}

#[test]
fn a_loss_that_nobody_explains_sends_the_youngest_away() {
    assert_eq!(choose(100, &[30, 49, 20]), Some((2, Verdict::Unknown)));
    assert_eq!(choose(0, &[0, 0]), Some((1, Verdict::Unknown)));
}

#[test]
fn where_nobody_is_nobody_leaves() {
    assert_eq!(choose(100, &[]), None);
}
