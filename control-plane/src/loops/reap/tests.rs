mod forget;
mod leads;

use rgrid_shared::digest::Digest;
use sqlx::PgPool;

use super::*;
use crate::db::testing::{
    TestNode, account, check_counters, let_leases_run_out, new_job, new_jobs, states, submit,
};

#[sqlx::test]
async fn a_tick_gives_up_what_is_lost_and_only_that(db: PgPool) {
    let me = account(&db, 10).await;
    let mut waits = new_job();
    waits.awaits = vec![Digest::of(b"never")];
    submit(&db, me, None, &[waits]).await;
    submit(&db, me, None, &new_jobs(3)).await;
    let node = TestNode::new(&db).await;
    node.claim(2).await;
    assert_eq!(tick(&db).await.unwrap(), Reaped::default());
    let_leases_run_out(&db).await;
    sqlx::query(
        "update queue set run_after = now() - interval '25 h' where state = 'awaiting_input'",
    )
    .execute(&db)
    .await
    .unwrap();
    assert_eq!(
        tick(&db).await.unwrap(),
        Reaped {
            leases: 2,
            inputs: 1,
            forgotten: 0
        }
    );
    assert_eq!(states(&db).await, [0, 0, 3, 0]);
    check_counters(&db).await;
}

#[sqlx::test]
async fn only_the_leader_reaps(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(1)).await;
    TestNode::new(&db).await.claim(1).await;
    let_leases_run_out(&db).await;
    let mut other = db.begin().await.unwrap();
    assert!(leads(&mut other, Chore::Reap).await.unwrap());
    assert_eq!(tick(&db).await.unwrap(), Reaped::default());
    other.rollback().await.unwrap();
    assert_eq!(tick(&db).await.unwrap().leases, 1);
}

/// A submission and a commit of the same blob that crossed leave no job waiting.
#[sqlx::test]
async fn a_job_that_waits_for_a_blob_which_is_stored_goes_on(db: PgPool) {
    let me = account(&db, 10).await;
    let mut job = new_job();
    job.awaits = vec![Digest::of(b"crossed")];
    submit(&db, me, None, &[job]).await;
    sqlx::query("insert into blobs (account_id, digest, size_bytes) values ($1, $2, 7)")
        .bind(me.uuid())
        .bind(Digest::of(b"crossed").as_bytes().as_slice())
        .execute(&db)
        .await
        .unwrap();
    tick(&db).await.unwrap();
    assert_eq!(states(&db).await, [0, 0, 1, 0]);
    check_counters(&db).await;
}

#[sqlx::test]
async fn held_jobs_that_have_a_slot_are_released(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(4)).await;
    sqlx::raw_sql("update queue set state = 'held'; update account_queues set active = 0")
        .execute(&db)
        .await
        .unwrap();
    tick(&db).await.unwrap();
    assert_eq!(states(&db).await, [0, 0, 4, 0]);
    check_counters(&db).await;
}
