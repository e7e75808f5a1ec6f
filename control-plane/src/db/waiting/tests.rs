//! What jobs wait for, on a real database.

use rgrid_shared::{
    digest::Digest,
    id::{AccountId, JobId},
    wire::waiting::WaitingReason,
};
use sqlx::PgPool;

use super::{of_batch, of_job};
use crate::db::testing::{TestNode, account, batch, new_job, new_jobs, submit};

async fn reason(db: &PgPool, account: AccountId, job: JobId) -> Option<WaitingReason> {
    let mut conn = db.acquire().await.unwrap();
    let waiting = of_job(&mut conn, account, job).await.unwrap();
    waiting.map(|waiting| waiting.reason)
}

#[sqlx::test]
async fn a_job_says_what_it_waits_for_until_it_runs(db: PgPool) {
    let me = account(&db, 10).await;
    let [job] = submit(&db, me, None, &new_jobs(1)).await[..] else {
        panic!("one job");
    };
    assert_eq!(reason(&db, me, job).await, Some(WaitingReason::Node));
    let node = TestNode::new(&db).await;
    assert_eq!(reason(&db, me, job).await, Some(WaitingReason::Pickup));
    node.claim(1).await;
    assert_eq!(reason(&db, me, job).await, None);
}

/// R-C2: the reason is told to the job's own account only.
#[sqlx::test]
async fn another_account_is_told_nothing(db: PgPool) {
    let (me, other) = (account(&db, 10).await, account(&db, 10).await);
    let job = submit(&db, me, None, &new_jobs(1)).await[0];
    assert_eq!(reason(&db, other, job).await, None);
}

#[sqlx::test]
async fn a_node_that_drains_or_fell_silent_is_no_node_to_wait_for(db: PgPool) {
    let me = account(&db, 10).await;
    let job = submit(&db, me, None, &new_jobs(1)).await[0];
    TestNode::new(&db).await;
    for gone in [
        "update nodes set draining = true",
        "update nodes set draining = false, last_seen_at = now() - interval '46 s'",
        "update nodes set last_seen_at = now(), removed_at = now()",
    ] {
        sqlx::query(gone).execute(&db).await.unwrap();
        let told = reason(&db, me, job).await;
        assert_eq!(told, Some(WaitingReason::Node), "{gone}");
    }
}

#[sqlx::test]
async fn a_job_larger_than_every_node_says_so_and_a_smaller_one_beside_it_does_not(db: PgPool) {
    let me = account(&db, 10).await;
    let mut large = new_job();
    large.memory_bytes = 64 << 30;
    let jobs = submit(&db, me, None, &[large, new_job()]).await;
    TestNode::new(&db).await;
    let mut conn = db.acquire().await.unwrap();
    let told = of_job(&mut conn, me, jobs[0]).await.unwrap().unwrap();
    assert_eq!(told.reason, WaitingReason::LargerNode);
    assert_eq!(
        told.message,
        "no node is large enough: it asks for 1 CPU and 64 GiB, and the most that a node has is 4 CPU and 8 GiB"
    );
    assert_eq!(reason(&db, me, jobs[1]).await, Some(WaitingReason::Pickup));
}

#[sqlx::test]
async fn full_nodes_full_batches_and_full_accounts_are_told_apart(db: PgPool) {
    let me = account(&db, 6).await;
    let node = TestNode::new(&db).await;
    let mine = batch(&db, me, 2, 3).await;
    let of_mine = submit(&db, me, Some(mine), &new_jobs(3)).await;
    let alone = submit(&db, me, None, &new_jobs(5)).await;
    assert_eq!(node.claim(3).await.len(), 3);
    assert_eq!(reason(&db, me, of_mine[2]).await, Some(WaitingReason::Turn));
    assert_eq!(reason(&db, me, alone[4]).await, Some(WaitingReason::Turn));
    let mut conn = db.acquire().await.unwrap();
    for (job, told) in [
        (of_mine[2], "2 jobs of its batch"),
        (alone[4], "6 jobs of its account"),
    ] {
        let waiting = of_job(&mut conn, me, job).await.unwrap().unwrap();
        assert!(waiting.message.starts_with(told), "{}", waiting.message);
    }
    assert_eq!(node.claim(1).await.len(), 1);
    for job in [of_mine[2], alone[3], alone[4]] {
        assert_eq!(reason(&db, me, job).await, Some(WaitingReason::Slot));
    }
}

#[sqlx::test]
async fn a_batch_says_what_its_next_job_waits_for(db: PgPool) {
    let me = account(&db, 10).await;
    let mine = batch(&db, me, 1, 2).await;
    let mut waits = new_job();
    waits.awaits = vec![Digest::of(b"later")];
    let jobs = [waits, new_job()];
    let jobs = submit(&db, me, Some(mine), &jobs).await;
    let mut conn = db.acquire().await.unwrap();
    let told = of_batch(&mut conn, me, mine).await.unwrap().unwrap();
    assert_eq!(told.reason, WaitingReason::Node);
    let node = TestNode::new(&db).await;
    let claimed = node.claim_one().await;
    assert_eq!(claimed.job, jobs[1]);
    node.succeed(claimed.attempt).await;
    let told = of_batch(&mut conn, me, mine).await.unwrap().unwrap();
    assert_eq!(told.reason, WaitingReason::Files);
    sqlx::query("update queue set state = 'queued', run_after = now() + interval '59 s'")
        .execute(&db)
        .await
        .unwrap();
    let told = of_batch(&mut conn, me, mine).await.unwrap().unwrap();
    assert_eq!(told.reason, WaitingReason::Retry);
    sqlx::query("delete from queue").execute(&db).await.unwrap();
    assert_eq!(of_batch(&mut conn, me, mine).await.unwrap(), None);
}

/// The place in the queue: by turn among those that may start, in order among those of one batch or account.
#[sqlx::test]
async fn a_waiting_job_is_told_how_many_come_before_it(db: PgPool) {
    let me = account(&db, 3).await;
    let mine = batch(&db, me, 1, 3).await;
    let of_mine = submit(&db, me, Some(mine), &new_jobs(3)).await;
    let alone = submit(&db, me, None, &new_jobs(4)).await;
    let mut conn = db.acquire().await.unwrap();
    for (job, ahead) in [
        (of_mine[0], 0),
        (alone[1], 2),
        (of_mine[1], 0),
        (of_mine[2], 1),
        (alone[2], 0),
        (alone[3], 1),
    ] {
        let told = of_job(&mut conn, me, job).await.unwrap().unwrap();
        assert_eq!(told.ahead, Some(ahead), "{job}");
    }
}
