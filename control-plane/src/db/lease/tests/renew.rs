use rgrid_shared::{id::AttemptId, wire::node::Hello};
use sqlx::PgPool;

use crate::db::{
    finish::give_up_missing,
    lease::{Renewed, renew},
    node::hello as hello_of,
    queue::cancel_job,
    testing::{TestNode, account, hello, let_leases_run_out, new_jobs, submit, waits_for_a_lock},
};

async fn renewed(node: &TestNode, attempts: &[AttemptId]) -> Renewed {
    let mut conn = node.db.acquire().await.unwrap();
    let held = [(node.id, attempts.to_vec())];
    renew(&mut conn, &held).await.unwrap().remove(0)
}

async fn seconds_left(db: &PgPool) -> f64 {
    sqlx::query_scalar("select extract(epoch from lease_expires_at - now())::float8 from queue")
        .fetch_one(db)
        .await
        .unwrap()
}

#[sqlx::test]
async fn a_renewal_gives_thirty_seconds_more_by_the_clock_of_the_database(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(1)).await;
    let node = TestNode::new(&db).await;
    let attempt = node.claim_one().await.attempt;
    sqlx::query("update queue set lease_expires_at = now() + interval '3 s'")
        .execute(&db)
        .await
        .unwrap();
    assert_eq!(renewed(&node, &[attempt]).await, Renewed::default());
    assert!((29.0..=30.1).contains(&seconds_left(&db).await));
}

#[sqlx::test]
async fn a_lease_that_ran_out_is_fenced_and_so_is_one_of_another_node(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(1)).await;
    let (node, other) = (TestNode::new(&db).await, TestNode::new(&db).await);
    let attempt = node.claim_one().await.attempt;
    assert_eq!(renewed(&other, &[attempt]).await.fenced, [attempt]);
    assert_eq!(renewed(&node, &[attempt]).await.fenced, []);
    let_leases_run_out(&db).await;
    assert_eq!(renewed(&node, &[attempt]).await.fenced, [attempt]);
}

#[sqlx::test]
async fn a_renewal_says_which_jobs_were_cancelled(db: PgPool) {
    let me = account(&db, 10).await;
    let job = submit(&db, me, None, &new_jobs(1)).await[0];
    let node = TestNode::new(&db).await;
    let attempt = node.claim_one().await.attempt;
    let mut conn = db.acquire().await.unwrap();
    cancel_job(&mut conn, me, job).await.unwrap();
    drop(conn);
    let expected = Renewed {
        cancelled: vec![attempt],
        fenced: vec![],
    };
    assert_eq!(renewed(&node, &[attempt]).await, expected);
}

/// A renewal that crosses the acceptance of the end must not make the runner think it was fenced.
#[sqlx::test]
async fn an_attempt_whose_end_is_stored_is_not_called_fenced(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(1)).await;
    let node = TestNode::new(&db).await;
    let attempt = node.claim_one().await.attempt;
    node.succeed(attempt).await;
    assert_eq!(renewed(&node, &[attempt]).await, Renewed::default());
}

/// A renewal and a hello of the same node lock the node first and its jobs then, so neither waits for the other
/// for ever.
#[sqlx::test]
async fn a_renewal_that_crosses_a_hello_waits_for_it_and_both_end_well(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(1)).await;
    let node = TestNode::new(&db).await;
    let attempt = node.claim_one().await.attempt;
    let mut tx = db.begin().await.unwrap();
    let (id, session) = (node.id, uuid::Uuid::now_v7());
    hello_of(&mut tx, id, session, &hello()).await.unwrap();
    let renewal = tokio::spawn(async move { renewed(&node, &[attempt]).await });
    waits_for_a_lock(&db, &renewal).await;
    let hello = Hello {
        held: vec![attempt],
        ..hello()
    };
    let kept = give_up_missing(&mut tx, id, &hello).await;
    assert_eq!(kept.expect("no deadlock"), 0);
    tx.commit().await.unwrap();
    assert_eq!(renewal.await.unwrap(), Renewed::default());
}
