//! A checker that cannot fail proves nothing: with a bug in the system it must find that bug, and without one nothing.

use super::{
    plan::{Bug, Plan},
    promise::run,
};

#[track_caller]
fn assert_found(found: &[String], mark: &str) {
    assert!(
        found.iter().any(|violation| violation.contains(mark)),
        "{found:#?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_checker_sees_nothing_without_a_bug() {
    let (facts, found) = run(Plan::short(None)).await;
    assert!(found.is_empty() && !facts.last.is_empty(), "{found:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_checker_sees_a_claim_that_does_not_stamp() {
    let (_, found) = run(Plan::short(Some(Bug::ClaimDoesNotStamp))).await;
    assert_found(&found, "has no end, and there is one after it");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_checker_sees_a_missing_fence() {
    let (_, found) = run(Plan::short(Some(Bug::TokenIsKept))).await;
    assert_found(&found, "it has ended, and its attempt");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_checker_sees_a_report_that_is_not_repeated() {
    let (_, found) = run(Plan::short(Some(Bug::ReportIsNotRepeated))).await;
    assert_found(&found, "has not ended");
}
