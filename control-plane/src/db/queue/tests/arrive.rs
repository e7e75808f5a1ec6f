use rgrid_shared::digest::Digest;
use sqlx::PgPool;

use crate::db::{
    queue::blobs_arrived,
    testing::{account, batch, check_counters, new_job, states, submit},
};

async fn arrive(db: &PgPool, account: rgrid_shared::id::AccountId, digests: &[Digest]) {
    let mut tx = db.begin().await.unwrap();
    blobs_arrived(&mut tx, account, digests).await.unwrap();
    tx.commit().await.unwrap();
}

#[sqlx::test]
async fn a_job_is_queued_when_its_last_blob_arrives(db: PgPool) {
    let me = account(&db, 10).await;
    let [one, two] = [Digest::of(b"one"), Digest::of(b"two")];
    let mut job = new_job();
    job.awaits = vec![one, two];
    submit(&db, me, None, &[job]).await;
    arrive(&db, me, &[one]).await;
    assert_eq!(states(&db).await, [1, 0, 0, 0]);
    arrive(&db, me, &[two, one]).await;
    assert_eq!(states(&db).await, [0, 0, 1, 0]);
    arrive(&db, me, &[two]).await;
    assert_eq!(states(&db).await, [0, 0, 1, 0]);
    check_counters(&db).await;
}

#[sqlx::test]
async fn jobs_of_a_batch_that_become_ready_take_no_more_slots_than_it_has(db: PgPool) {
    let me = account(&db, 10).await;
    let batch = batch(&db, me, 2, 5).await;
    let shared = Digest::of(b"shared");
    let jobs: Vec<_> = (0..5)
        .map(|_| {
            let mut job = new_job();
            job.awaits = vec![shared];
            job
        })
        .collect();
    submit(&db, me, Some(batch), &jobs).await;
    arrive(&db, me, &[shared]).await;
    assert_eq!(states(&db).await, [0, 3, 2, 0]);
    check_counters(&db).await;
}

#[sqlx::test]
async fn the_same_bytes_of_another_account_are_not_mine(db: PgPool) {
    let (me, other) = (account(&db, 10).await, account(&db, 10).await);
    let mut job = new_job();
    job.awaits = vec![Digest::of(b"mine")];
    submit(&db, me, None, &[job]).await;
    arrive(&db, other, &[Digest::of(b"mine")]).await;
    assert_eq!(states(&db).await, [1, 0, 0, 0]);
}

/// Two blobs of one job that arrive at the same moment do not both leave it to the other.
#[sqlx::test]
async fn blobs_that_arrive_at_the_same_moment_queue_their_job(db: PgPool) {
    let me = account(&db, 1000).await;
    for round in 0..20u8 {
        let blobs: Vec<_> = (0..4u8).map(|n| Digest::of(&[round, n])).collect();
        let mut job = new_job();
        job.awaits.clone_from(&blobs);
        submit(&db, me, None, &[job]).await;
        let arrivals = blobs
            .iter()
            .map(|blob| arrive(&db, me, std::slice::from_ref(blob)));
        futures_util::future::join_all(arrivals).await;
        assert_eq!(states(&db).await, [0, 0, i64::from(round) + 1, 0]);
    }
    check_counters(&db).await;
}
