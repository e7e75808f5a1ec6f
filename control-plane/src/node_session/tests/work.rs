use rgrid_shared::{
    job::Outcome,
    wire::node::{FromNode, ToNode},
};
use sqlx::PgPool;

use super::{runner::Runner, server::Server};
use crate::db::testing::{account, check_counters, new_jobs, report, result, states, submit};

/// Reports the success of the attempt.
async fn succeed(runner: &mut Runner, attempt: rgrid_shared::id::AttemptId) {
    let report = report(attempt, Outcome::Exited { code: 0 });
    runner.say(&FromNode::Finished(Box::new(report))).await;
    assert_eq!(runner.hear().await, ToNode::Accepted { attempt });
}

#[sqlx::test]
async fn a_node_gets_as_many_assignments_as_it_gave_credit_for(db: PgPool) {
    let me = account(&db, 100).await;
    submit(&db, me, None, &new_jobs(5)).await;
    let server = Server::start(&db).await;
    let mut runner = server.connect().await;
    runner.silence().await;
    runner.credit(2).await;
    let one = runner.assignment().await;
    runner.assignment().await;
    runner.silence().await;
    assert_eq!(states(&db).await, [0, 0, 3, 2]);
    // A smaller total than before takes nothing back.
    runner.credit(1).await;
    succeed(&mut runner, one.attempt).await;
    runner.silence().await;
    runner.credit(3).await;
    runner.assignment().await;
    runner.silence().await;
    check_counters(&db).await;
}

#[sqlx::test]
async fn work_that_comes_later_is_assigned_at_once(db: PgPool) {
    let me = account(&db, 100).await;
    let server = Server::start(&db).await;
    let mut runner = server.connect().await;
    runner.credit(1).await;
    runner.silence().await;
    let job = submit(&db, me, None, &new_jobs(1)).await[0];
    let assigned = runner.assignment().await;
    assert_eq!((assigned.job, assigned.number), (job, 1));
    assert_eq!(assigned.image, "image");
    assert_eq!(assigned.spec.command, ["python3"]);
}

#[sqlx::test]
async fn an_assignment_carries_the_variables_of_its_runtime(db: PgPool) {
    let me = account(&db, 100).await;
    submit(&db, me, None, &new_jobs(1)).await;
    let server = Server::start(&db).await;
    let mut runner = server.connect().await;
    runner.credit(1).await;
    let env = runner.assignment().await.spec.env;
    let runtime = rgrid_shared::runtime::find("python").unwrap();
    assert!(!runtime.env.is_empty());
    assert_eq!(env, runtime.env);
}

#[sqlx::test]
async fn a_report_that_comes_twice_is_accepted_twice(db: PgPool) {
    let me = account(&db, 100).await;
    let job = submit(&db, me, None, &new_jobs(1)).await[0];
    let server = Server::start(&db).await;
    let mut runner = server.connect().await;
    runner.credit(1).await;
    let attempt = runner.assignment().await.attempt;
    succeed(&mut runner, attempt).await;
    succeed(&mut runner, attempt).await;
    drop(runner);
    let mut again = server.connect_holding(vec![attempt]).await;
    succeed(&mut again, attempt).await;
    assert_eq!(result(&db, job).await, Some(("succeeded".to_owned(), None)));
    check_counters(&db).await;
}

#[sqlx::test]
async fn a_report_that_breaks_a_rule_is_a_fault_of_the_runner(db: PgPool) {
    let me = account(&db, 100).await;
    submit(&db, me, None, &new_jobs(1)).await;
    let server = Server::start(&db).await;
    let mut runner = server.connect().await;
    runner.credit(1).await;
    let attempt = runner.assignment().await.attempt;
    let mut report = report(attempt, Outcome::Exited { code: 0 });
    let big = vec![0u8; rgrid_shared::limits::MAX_INLINE_BLOB_BYTES + 1];
    report.inline = vec![rgrid_shared::wire::blobs::Base64Bytes(big.into())];
    runner.say(&FromNode::Finished(Box::new(report))).await;
    assert_eq!(runner.hear().await, ToNode::Accepted { attempt });
    let reason: String = sqlx::query_scalar("select reason from attempts")
        .fetch_one(&db)
        .await
        .unwrap();
    assert_eq!(reason, "internal");
    assert_eq!(states(&db).await, [0, 0, 1, 0]);
}
