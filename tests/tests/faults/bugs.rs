//! A checker that cannot fail proves nothing: with a bug in the system it must find it.

use super::{
    plan::{Bug, Plan},
    promise::run,
};

/// The violations of a run with a bug.
async fn found(bug: Bug) -> Vec<String> {
    run(Plan::with(bug)).await.1
}

#[tokio::test(flavor = "multi_thread")]
async fn the_checker_sees_a_claim_that_does_not_stamp() {
    let found = found(Bug::ClaimDoesNotStamp).await;
    let is_it = |violation: &String| violation.contains("has no end");
    assert!(found.iter().any(is_it), "{found:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_checker_sees_a_missing_fence() {
    let found = found(Bug::TokenIsKept).await;
    // The end of the first attempt is taken for that of the second.
    let is_it = |violation: &String| violation.contains("has no end");
    assert!(found.iter().any(is_it), "{found:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_checker_sees_a_report_that_is_not_repeated() {
    let found = found(Bug::ReportIsNotRepeated).await;
    let is_it = |violation: &String| violation.contains("has not ended");
    assert!(found.iter().any(is_it), "{found:#?}");
}
