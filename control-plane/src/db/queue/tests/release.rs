use rgrid_shared::job::Outcome;
use sqlx::PgPool;

use crate::db::{
    queue::release_of,
    testing::{TestNode, account, batch, check_counters, new_jobs, states, submit},
};

/// Never more than `parallel` queued and running (R-C4).
#[sqlx::test]
async fn a_batch_never_has_more_than_its_parallel_jobs_queued_and_running(db: PgPool) {
    let me = account(&db, 1000).await;
    let batch = batch(&db, me, 3, 12).await;
    submit(&db, me, Some(batch), &new_jobs(12)).await;
    let node = TestNode::new(&db).await;
    for done in 1..=12i64 {
        let claimed = node.claim_one().await;
        node.end(claimed.attempt, Outcome::Exited { code: 1 }).await;
        let [_, held, queued, running] = states(&db).await;
        assert_eq!(
            (held, queued + running),
            ((9 - done).max(0), (12 - done).min(3))
        );
        check_counters(&db).await;
    }
    let order: Vec<i32> = sqlx::query_scalar(
        "select r.batch_seq from results r join jobs j on j.id = r.job_id order by j.id",
    )
    .fetch_all(&db)
    .await
    .unwrap();
    assert_eq!(order, (1..=12).collect::<Vec<_>>());
}

/// The account's own limit works the same way, across its batches.
#[sqlx::test]
async fn a_slot_of_the_account_goes_to_its_oldest_held_job(db: PgPool) {
    let me = account(&db, 2).await;
    let first = batch(&db, me, 2, 3).await;
    submit(&db, me, Some(first), &new_jobs(3)).await;
    let second = batch(&db, me, 5, 3).await;
    let later = submit(&db, me, Some(second), &new_jobs(3)).await;
    submit(&db, me, None, &new_jobs(1)).await;
    assert_eq!(states(&db).await, [0, 5, 2, 0]);
    let node = TestNode::new(&db).await;
    let mut served = Vec::new();
    for _ in 0..7 {
        let claimed = node.claim_one().await;
        served.push(claimed.job);
        node.succeed(claimed.attempt).await;
        check_counters(&db).await;
    }
    assert!(served.is_sorted(), "{served:?}");
    assert_eq!(served[3..6], later);
    assert_eq!(states(&db).await, [0, 0, 0, 0]);
}

#[sqlx::test]
async fn what_a_crash_left_held_is_released_by_the_net(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(4)).await;
    sqlx::raw_sql("update queue set state = 'held'; update account_queues set active = 0")
        .execute(&db)
        .await
        .unwrap();
    let mut tx = db.begin().await.unwrap();
    release_of(&mut tx, me).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(states(&db).await, [0, 0, 4, 0]);
    check_counters(&db).await;
}
