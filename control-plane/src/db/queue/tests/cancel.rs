use rgrid_shared::{
    digest::Digest,
    id::{AccountId, JobId},
    job::Outcome,
};
use sqlx::PgPool;

use crate::db::{
    finish::Verdict,
    queue::{Cancel, cancel_batch, cancel_job},
    testing::{
        TestNode, account, batch, check_counters, new_job, new_jobs, result, states, submit,
    },
};

async fn cancel(db: &PgPool, account: AccountId, job: JobId) -> Cancel {
    let mut tx = db.begin().await.unwrap();
    let answer = cancel_job(&mut tx, account, job).await.unwrap();
    tx.commit().await.unwrap();
    answer
}

fn cancelled() -> (String, Option<String>) {
    ("cancelled".to_owned(), Some("cancelled".to_owned()))
}

#[sqlx::test]
async fn a_job_that_does_not_run_yet_is_cancelled_at_once(db: PgPool) {
    let me = account(&db, 1).await;
    let mut waits = new_job();
    waits.awaits = vec![Digest::of(b"x")];
    let jobs = submit(&db, me, None, &[waits, new_job(), new_job()]).await;
    assert_eq!(states(&db).await, [1, 1, 1, 0]);
    // The held one last: it is queued when the queued one goes.
    for job in jobs {
        assert_eq!(cancel(&db, me, job).await, Cancel::Ended);
        assert_eq!(result(&db, job).await, Some(cancelled()));
        assert_eq!(cancel(&db, me, job).await, Cancel::NotLive);
        check_counters(&db).await;
    }
}

#[sqlx::test]
async fn scenario_36_a_running_job_is_cancelled_through_its_node(db: PgPool) {
    let me = account(&db, 10).await;
    let job = submit(&db, me, None, &new_jobs(1)).await[0];
    let node = TestNode::new(&db).await;
    let claimed = node.claim_one().await;
    assert_eq!(cancel(&db, me, job).await, Cancel::Requested);
    assert_eq!(cancel(&db, me, job).await, Cancel::Requested);
    assert_eq!(result(&db, job).await, None);
    assert_eq!(
        node.end(claimed.attempt, Outcome::Cancelled).await,
        Verdict::Accepted
    );
    assert_eq!(result(&db, job).await, Some(cancelled()));
    check_counters(&db).await;
}

#[sqlx::test]
async fn scenario_36_a_finish_that_races_a_cancel_is_what_counts(db: PgPool) {
    let me = account(&db, 100).await;
    let node = TestNode::new(&db).await;
    for _ in 0..20 {
        let job = submit(&db, me, None, &new_jobs(1)).await[0];
        let claimed = node.claim_one().await;
        let (answer, verdict) = tokio::join!(cancel(&db, me, job), node.succeed(claimed.attempt));
        assert_ne!(answer, Cancel::Ended);
        assert_eq!(verdict, Verdict::Accepted);
        assert_eq!(result(&db, job).await, Some(("succeeded".to_owned(), None)));
    }
    check_counters(&db).await;
}

#[sqlx::test]
async fn nobody_cancels_the_job_of_another_account(db: PgPool) {
    let (me, other) = (account(&db, 10).await, account(&db, 10).await);
    let job = submit(&db, me, None, &new_jobs(1)).await[0];
    assert_eq!(cancel(&db, other, job).await, Cancel::NotLive);
    assert_eq!(states(&db).await, [0, 0, 1, 0]);
}

#[sqlx::test]
async fn a_cancelled_batch_ends_what_waits_and_asks_what_runs(db: PgPool) {
    let me = account(&db, 1000).await;
    let batch = batch(&db, me, 20, 500).await;
    submit(&db, me, Some(batch), &new_jobs(500)).await;
    let node = TestNode::new(&db).await;
    let running = node.claim(5).await;
    let mut tx = db.begin().await.unwrap();
    cancel_batch(&mut tx, account(&db, 1).await, batch)
        .await
        .unwrap();
    cancel_batch(&mut tx, me, batch).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(states(&db).await, [0, 0, 0, 5]);
    check_counters(&db).await;
    for claimed in running {
        node.end(claimed.attempt, Outcome::Cancelled).await;
    }
    let (ended, cancelled, done): (i32, i32, bool) =
        sqlx::query_as("select ended, cancelled, finished_at is not null from batches")
            .fetch_one(&db)
            .await
            .unwrap();
    assert_eq!((ended, cancelled, done), (500, 500, true));
    check_counters(&db).await;
}

/// Whoever asks for another's job neither waits for its lock nor takes it.
#[sqlx::test]
async fn the_wish_to_cancel_anothers_job_touches_no_lock(db: PgPool) {
    let (me, other) = (account(&db, 10).await, account(&db, 10).await);
    let job = submit(&db, me, None, &new_jobs(1)).await[0];
    let mut tx = db.begin().await.unwrap();
    cancel_job(&mut tx, me, job).await.unwrap();
    let asked = tokio::time::timeout(std::time::Duration::from_secs(10), cancel(&db, other, job));
    assert_eq!(asked.await.expect("it does not wait"), Cancel::NotLive);
    tx.commit().await.unwrap();
}
