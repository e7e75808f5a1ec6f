use sqlx::PgPool;

use crate::db::testing::{account, batch, check_counters, new_job, new_jobs, states, submit};

#[sqlx::test]
async fn a_job_is_queued_at_once_when_nothing_stands_in_its_way(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(1)).await;
    assert_eq!(states(&db).await, [0, 0, 1, 0]);
    check_counters(&db).await;
}

/// Per-batch parallel limit (R-C4).
#[sqlx::test]
async fn a_batch_queues_as_many_jobs_as_it_may_run_and_holds_the_rest(db: PgPool) {
    let me = account(&db, 1000).await;
    let batch = batch(&db, me, 50, 3000).await;
    submit(&db, me, Some(batch), &new_jobs(3000)).await;
    assert_eq!(states(&db).await, [0, 2950, 50, 0]);
    check_counters(&db).await;
}

/// Account concurrency limit (R-C4).
#[sqlx::test]
async fn an_account_over_its_limit_has_its_jobs_held(db: PgPool) {
    let me = account(&db, 3).await;
    submit(&db, me, None, &new_jobs(2)).await;
    submit(&db, me, None, &new_jobs(4)).await;
    assert_eq!(states(&db).await, [0, 3, 3, 0]);
    check_counters(&db).await;
}

#[sqlx::test]
async fn a_job_waits_for_the_blobs_that_are_not_stored(db: PgPool) {
    let me = account(&db, 10).await;
    let mut job = new_job();
    job.awaits = vec![rgrid_shared::digest::Digest::of(b"not here")];
    submit(&db, me, None, &[job]).await;
    assert_eq!(states(&db).await, [1, 0, 0, 0]);
    check_counters(&db).await;
}
