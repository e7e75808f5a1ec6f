use rgrid_shared::digest::Digest;
use sqlx::PgPool;

use crate::db::{
    finish::{Verdict, expire_inputs, give_up_leases},
    testing::{
        TestNode, account, check_counters, let_leases_run_out, new_job, new_jobs, result, states,
        submit,
    },
};

pub(super) async fn lose_leases(db: &PgPool) -> usize {
    let_leases_run_out(db).await;
    let mut tx = db.begin().await.unwrap();
    let lost = give_up_leases(&mut tx, 100).await.unwrap();
    tx.commit().await.unwrap();
    lost
}

/// Transient failures are retried, two by default (R-E5).
#[sqlx::test]
async fn a_lost_attempt_is_tried_again_and_the_third_loss_ends_the_job(db: PgPool) {
    let me = account(&db, 10).await;
    let job = submit(&db, me, None, &new_jobs(1)).await[0];
    let node = TestNode::new(&db).await;
    for number in 1..=3 {
        let claimed = node.claim_one().await;
        assert_eq!(claimed.number, number);
        assert_eq!(result(&db, job).await, None);
        assert_eq!(lose_leases(&db).await, 1);
        check_counters(&db).await;
    }
    let expected = ("failed".to_owned(), Some("lost_node".to_owned()));
    assert_eq!(result(&db, job).await, Some(expected));
    let (attempts, reasons): (i64, i64) = sqlx::query_as(
        "select count(*), count(*) filter (where reason = 'lost_node' and finished_at is not null) from attempts",
    )
    .fetch_one(&db)
    .await
    .unwrap();
    assert_eq!((attempts, reasons), (3, 3));
}

#[sqlx::test]
async fn a_lease_that_runs_is_left_alone(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(1)).await;
    let node = TestNode::new(&db).await;
    node.claim_one().await;
    let mut conn = db.acquire().await.unwrap();
    assert_eq!(give_up_leases(&mut conn, 100).await.unwrap(), 0);
    assert_eq!(states(&db).await, [0, 0, 0, 1]);
}

/// A node that was paused past its lease and wakes up cannot spoil the result of the other.
#[sqlx::test]
async fn scenario_03_the_report_of_a_stale_node_is_fenced(db: PgPool) {
    let me = account(&db, 10).await;
    let job = submit(&db, me, None, &new_jobs(1)).await[0];
    let (stale, other) = (TestNode::new(&db).await, TestNode::new(&db).await);
    let old = stale.claim_one().await.attempt;
    lose_leases(&db).await;
    assert_eq!(stale.succeed(old).await, Verdict::Fenced);
    let new = other.claim_one().await.attempt;
    assert_eq!(stale.succeed(old).await, Verdict::Fenced);
    assert_eq!(stale.succeed(new).await, Verdict::Fenced);
    let failed = rgrid_shared::job::Outcome::Exited { code: 1 };
    assert_eq!(other.end(new, failed).await, Verdict::Accepted);
    assert_eq!(stale.succeed(old).await, Verdict::Fenced);
    assert_eq!(result(&db, job).await.unwrap().0, "failed");
    check_counters(&db).await;
}

#[sqlx::test]
async fn scenario_19_a_job_whose_inputs_never_come_fails_and_says_so(db: PgPool) {
    let me = account(&db, 10).await;
    let mut job = new_job();
    job.awaits = vec![Digest::of(b"never")];
    let job = submit(&db, me, None, &[job]).await[0];
    let mut conn = db.acquire().await.unwrap();
    assert_eq!(expire_inputs(&mut conn, 3_600.0, 10).await.unwrap(), 0);
    assert_eq!(expire_inputs(&mut conn, 0.0, 10).await.unwrap(), 1);
    drop(conn);
    let expected = ("failed".to_owned(), Some("inputs".to_owned()));
    assert_eq!(result(&db, job).await, Some(expected));
    check_counters(&db).await;
}
