use rgrid_shared::job::Outcome;
use sqlx::PgPool;

use crate::db::{
    finish::Verdict,
    testing::{TestNode, account, check_counters, new_job, result, states, submit},
};

async fn make_due(db: &PgPool) {
    sqlx::query("update queue set run_after = now()")
        .execute(db)
        .await
        .unwrap();
}

/// User failures are retried only when asked, with a growing pause (R-E5).
#[sqlx::test]
async fn a_failed_job_is_tried_again_as_often_as_its_user_asked(db: PgPool) {
    let me = account(&db, 10).await;
    let mut job = new_job();
    job.max_retries = 2;
    let job = submit(&db, me, None, &[job]).await[0];
    let node = TestNode::new(&db).await;
    let mut pauses = Vec::new();
    for _ in 0..2 {
        let attempt = node.claim_one().await.attempt;
        assert_eq!(
            node.end(attempt, Outcome::Exited { code: 5 }).await,
            Verdict::Accepted
        );
        assert_eq!(states(&db).await, [0, 0, 1, 0]);
        assert!(node.claim(1).await.is_empty(), "it waits first");
        let pause: f64 = sqlx::query_scalar(
            "select extract(epoch from run_after - clock_timestamp())::float8 from queue",
        )
        .fetch_one(&db)
        .await
        .unwrap();
        pauses.push(pause);
        check_counters(&db).await;
        make_due(&db).await;
    }
    assert!(
        pauses[0] < 1.01 && pauses[1] > 0.8 && pauses[1] < 2.01,
        "{pauses:?}"
    );
    node.end(node.claim_one().await.attempt, Outcome::Exited { code: 6 })
        .await;
    assert_eq!(result(&db, job).await.unwrap().1.unwrap(), "exit_code");
    let codes: Vec<i16> = sqlx::query_scalar("select exit_code from attempts order by number")
        .fetch_all(&db)
        .await
        .unwrap();
    assert_eq!(codes, [5, 5, 6]);
}

#[sqlx::test]
async fn a_job_that_was_retried_costs_all_its_attempts(db: PgPool) {
    let me = account(&db, 10).await;
    let mut job = new_job();
    job.max_retries = 1;
    submit(&db, me, None, &[job]).await;
    let node = TestNode::new(&db).await;
    for _ in 0..2 {
        let mut report =
            crate::db::testing::report(node.claim_one().await.attempt, Outcome::Exited { code: 5 });
        sqlx::query("update queue set started_at = now() - interval '10 s'")
            .execute(&db)
            .await
            .unwrap();
        report.usage.duration_ms = 10_000;
        node.finish(&[report]).await;
        make_due(&db).await;
    }
    let cost: i64 = sqlx::query_scalar("select cost_micros from results")
        .fetch_one(&db)
        .await
        .unwrap();
    assert_eq!(cost, 8);
}

#[sqlx::test]
async fn faults_of_the_platform_are_free_and_end_the_job_the_third_time(db: PgPool) {
    let me = account(&db, 10).await;
    let job = submit(&db, me, None, &[new_job()]).await[0];
    let node = TestNode::new(&db).await;
    for _ in 0..3 {
        let mut report = crate::db::testing::report(
            node.claim_one().await.attempt,
            Outcome::Internal {
                message: "no engine".to_owned(),
            },
        );
        sqlx::query("update queue set started_at = now() - interval '10 s'")
            .execute(&db)
            .await
            .unwrap();
        report.usage.duration_ms = 10_000;
        node.finish(&[report]).await;
        make_due(&db).await;
    }
    assert_eq!(result(&db, job).await.unwrap().1.unwrap(), "internal");
    let cost: i64 = sqlx::query_scalar("select cost_micros from results")
        .fetch_one(&db)
        .await
        .unwrap();
    assert_eq!(cost, 0);
    check_counters(&db).await;
}
