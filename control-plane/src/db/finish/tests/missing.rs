use rgrid_shared::{
    id::{AttemptId, JobId},
    wire::node::Hello,
};
use sqlx::PgPool;

use super::lost::lose_leases;
use crate::db::{
    finish::give_up_missing,
    testing::{TestNode, account, check_counters, hello, new_jobs, result, states, submit},
};

async fn come_back(node: &TestNode, held: &[AttemptId], died: &[AttemptId]) -> usize {
    let hello = Hello {
        held: held.to_vec(),
        died: died.to_vec(),
        ..hello()
    };
    let mut tx = node.db.begin().await.unwrap();
    let gone = give_up_missing(&mut tx, node.id, &hello).await.unwrap();
    tx.commit().await.unwrap();
    check_counters(&node.db).await;
    gone
}

const DIED: &str = "runner_died";

/// The reasons of a job's attempts, in their order.
async fn reasons(db: &PgPool, job: JobId) -> Vec<String> {
    let query = "select coalesce(reason, '') from attempts where job_id = $1 order by number";
    let query = sqlx::query_scalar(query).bind(job.uuid());
    query.fetch_all(db).await.unwrap()
}

async fn message(db: &PgPool, job: JobId) -> String {
    let query = "select message from results where job_id = $1";
    let query = sqlx::query_scalar(query).bind(job.uuid());
    query.fetch_one(db).await.unwrap()
}

async fn some_jobs(db: &PgPool, count: usize) -> Vec<JobId> {
    let me = account(db, 10).await;
    submit(db, me, None, &new_jobs(count)).await
}

async fn is_quarantined(db: &PgPool, job: JobId) -> bool {
    result(db, job).await == Some(("failed".to_owned(), Some(DIED.to_owned())))
}

#[sqlx::test]
async fn a_node_that_comes_back_without_an_attempt_gives_it_up_at_once(db: PgPool) {
    some_jobs(&db, 3).await;
    let (node, other) = (TestNode::new(&db).await, TestNode::new(&db).await);
    let kept = node.claim(2).await[0].attempt;
    let others = other.claim_one().await.attempt;
    assert_eq!(come_back(&node, &[kept], &[others]).await, 1);
    assert_eq!(states(&db).await, [0, 0, 1, 2]);
}

/// Scenario 27.
#[sqlx::test]
async fn a_job_under_which_its_runner_dies_twice_ends_and_others_go_on(db: PgPool) {
    let jobs = some_jobs(&db, 2).await;
    let node = TestNode::new(&db).await;
    for death in 1..=2 {
        assert_eq!(result(&db, jobs[0]).await, None);
        let claimed = node.claim_one().await;
        assert_eq!((claimed.job, claimed.number), (jobs[0], death));
        assert_eq!(come_back(&node, &[], &[claimed.attempt]).await, 1);
    }
    assert!(is_quarantined(&db, jobs[0]).await);
    assert_eq!(reasons(&db, jobs[0]).await, [DIED, DIED]);
    let said = message(&db, jobs[0]).await;
    assert!(said.contains("died 2 times while it ran it"), "{said}");
    let next = node.claim_one().await;
    assert_eq!(next.job, jobs[1]);
    node.succeed(next.attempt).await;
    check_counters(&db).await;
}

/// Scenario 27: a machine that takes longer to come back than a lease lasts.
#[sqlx::test]
async fn a_death_that_is_told_after_the_lease_ran_out_counts_all_the_same(db: PgPool) {
    let job = some_jobs(&db, 1).await[0];
    let (node, other) = (TestNode::new(&db).await, TestNode::new(&db).await);
    let first = node.claim_one().await.attempt;
    lose_leases(&db).await;
    let second = other.claim_one().await.attempt;
    assert_eq!(come_back(&node, &[], &[first]).await, 0);
    assert_eq!(reasons(&db, job).await, [DIED, ""]);
    lose_leases(&db).await;
    assert_eq!(
        come_back(&node, &[], &[second]).await,
        0,
        "it is not its own"
    );
    assert_eq!(come_back(&other, &[], &[second]).await, 1);
    assert!(is_quarantined(&db, job).await);
    assert_eq!(reasons(&db, job).await, [DIED, DIED]);
    assert_eq!(
        come_back(&other, &[], &[second]).await,
        0,
        "it says so again"
    );
}

/// Scenario 27: who died together both times is tried a last time, one after the other.
#[sqlx::test]
async fn neighbours_of_the_job_that_kills_its_runner_get_another_chance(db: PgPool) {
    let jobs = some_jobs(&db, 2).await;
    let node = TestNode::new(&db).await;
    for _ in 0..2 {
        let claimed = node.claim(2).await;
        let died: Vec<_> = claimed.iter().map(|claimed| claimed.attempt).collect();
        assert_eq!(come_back(&node, &[], &died).await, 2);
    }
    let last = node.claim(2).await;
    assert_eq!(last.len(), 1, "the other one waits");
    assert_eq!(come_back(&node, &[], &[last[0].attempt]).await, 1);
    assert!(is_quarantined(&db, last[0].job).await);
    assert_eq!(states(&db).await, [0, 0, 1, 0]);
    let other = jobs.into_iter().find(|job| *job != last[0].job).unwrap();
    assert_eq!(result(&db, other).await, None);
}

/// Scenario 27: who died with two different killers is not the one; it is tried after the others.
#[sqlx::test]
async fn the_neighbour_of_two_killers_gets_another_chance_alone(db: PgPool) {
    let jobs = some_jobs(&db, 2).await;
    let node = TestNode::new(&db).await;
    let first = node.claim_one().await;
    assert_eq!(come_back(&node, &[], &[first.attempt]).await, 1);
    let claimed = node.claim(2).await;
    let died: Vec<_> = claimed.iter().map(|claimed| claimed.attempt).collect();
    assert_eq!(come_back(&node, &[], &died).await, 2);
    let killer = node.claim(2).await;
    assert_eq!(killer.len(), 1, "the other one waits");
    assert_ne!(killer[0].job, first.job);
    assert_eq!(come_back(&node, &[], &[killer[0].attempt]).await, 1);
    assert!(is_quarantined(&db, killer[0].job).await);
    assert!(jobs.contains(&first.job));
    assert_eq!(result(&db, first.job).await, None);
}
