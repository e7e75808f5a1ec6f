use std::collections::HashSet;

use sqlx::PgPool;

use crate::db::testing::{TestNode, account, check_counters, new_job, new_jobs, states, submit};

/// Claims lock rows that nobody else has (R-C4).
#[sqlx::test]
async fn two_nodes_never_take_the_same_attempt(db: PgPool) {
    let me = account(&db, 1000).await;
    submit(&db, me, None, &new_jobs(10)).await;
    let (one, two) = (TestNode::new(&db).await, TestNode::new(&db).await);
    let (a, b) = tokio::join!(one.claim(7), two.claim(7));
    let jobs: HashSet<_> = a.iter().chain(&b).map(|claimed| claimed.job).collect();
    assert_eq!((a.len() + b.len(), jobs.len()), (10, 10));
    check_counters(&db).await;
}

/// Fair between accounts (R-C4).
#[sqlx::test]
async fn scenario_31_ten_thousand_jobs_of_one_account_do_not_delay_the_first_of_another(
    db: PgPool,
) {
    let (busy, late) = (account(&db, 100_000).await, account(&db, 10).await);
    submit(&db, busy, None, &new_jobs(10_000)).await;
    let node = TestNode::new(&db).await;
    node.claim(20).await;
    let first = submit(&db, late, None, &new_jobs(1)).await[0];
    let next: Vec<_> = node
        .claim(2)
        .await
        .iter()
        .map(|claimed| claimed.job)
        .collect();
    assert!(next.contains(&first), "{next:?} without {first}");
}

/// A hundred others each get their turn before the backlog of one: no more of it than of them goes first.
#[sqlx::test]
async fn scenario_31_the_first_jobs_of_a_hundred_others_come_before_a_backlog(db: PgPool) {
    let busy = account(&db, 100_000).await;
    submit(&db, busy, None, &new_jobs(10_000)).await;
    let node = TestNode::new(&db).await;
    node.claim(20).await;
    let mut firsts = HashSet::new();
    for _ in 0..100 {
        let other = account(&db, 10).await;
        firsts.extend(submit(&db, other, None, &new_jobs(1)).await);
    }
    let mut taken = HashSet::new();
    for _ in 0..11 {
        taken.extend(node.claim(10).await.iter().map(|claimed| claimed.job));
    }
    let late: Vec<_> = firsts.difference(&taken).collect();
    assert!(late.is_empty(), "{} of the others still wait", late.len());
    assert_eq!(states(&db).await, [0, 0, 9_970, 130]);
}

#[sqlx::test]
async fn accounts_with_as_many_jobs_are_served_in_turn(db: PgPool) {
    let (one, two) = (account(&db, 1000).await, account(&db, 1000).await);
    submit(&db, one, None, &new_jobs(100)).await;
    submit(&db, two, None, &new_jobs(100)).await;
    let claimed = TestNode::new(&db).await.claim(60).await;
    let of_one = claimed
        .iter()
        .filter(|claimed| claimed.account == one)
        .count();
    assert_eq!((claimed.len(), of_one), (60, 30));
}

#[sqlx::test]
async fn a_node_gets_no_job_that_is_larger_than_itself(db: PgPool) {
    let me = account(&db, 10).await;
    let (mut wide, mut tall, small) = (new_job(), new_job(), new_job());
    wide.cpu_millis = 4_001;
    tall.memory_bytes = (8 << 30) + 1;
    let fits = small.id;
    submit(&db, me, None, &[wide, tall, small]).await;
    let claimed = TestNode::new(&db).await.claim(9).await;
    let jobs: Vec<_> = claimed.iter().map(|claimed| claimed.job).collect();
    assert_eq!(jobs, [fits]);
}

#[sqlx::test]
async fn a_claimed_job_brings_its_spec_and_the_values_of_its_secrets(db: PgPool) {
    let me = account(&db, 10).await;
    let job = submit(&db, me, None, &new_jobs(1)).await[0];
    sqlx::query("insert into job_secrets (job_id, name, value) values ($1, 'TOKEN', 'hush')")
        .bind(job.uuid())
        .execute(&db)
        .await
        .unwrap();
    let node = TestNode::new(&db).await;
    let claimed = node.claim_one().await;
    assert_eq!((claimed.job, claimed.account, claimed.number), (job, me, 1));
    assert_eq!(claimed.image, "image");
    assert_eq!(claimed.spec.command, ["python3"]);
    assert_eq!(claimed.spec.secrets["TOKEN"].reveal(), "hush");
    node.succeed(claimed.attempt).await;
    let left: i64 = sqlx::query_scalar("select count(*) from job_secrets")
        .fetch_one(&db)
        .await
        .unwrap();
    assert_eq!(left, 0, "secrets outlive their job");
}

#[sqlx::test]
async fn a_job_that_is_not_due_is_not_taken(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(1)).await;
    sqlx::query("update queue set run_after = now() + interval '1 hour'")
        .execute(&db)
        .await
        .unwrap();
    assert!(TestNode::new(&db).await.claim(1).await.is_empty());
    assert_eq!(states(&db).await, [0, 0, 1, 0]);
}

#[sqlx::test]
async fn an_old_connection_of_a_node_claims_nothing(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(2)).await;
    let node = TestNode::new(&db).await;
    let mut stale = node.clone();
    stale.session = uuid::Uuid::now_v7();
    assert!(stale.claim(1).await.is_empty());
    assert_eq!(node.claim(1).await.len(), 1);
}

/// One that cannot be read holds up no other; its lease runs out, and after that its tries do.
#[sqlx::test]
async fn a_job_whose_spec_cannot_be_read_is_left_to_its_lease(db: PgPool) {
    let me = account(&db, 10).await;
    let jobs = submit(&db, me, None, &new_jobs(2)).await;
    sqlx::query("update jobs set spec = '{}' where id = $1")
        .bind(jobs[0].uuid())
        .execute(&db)
        .await
        .unwrap();
    let claimed = TestNode::new(&db).await.claim(2).await;
    let taken: Vec<_> = claimed.iter().map(|claimed| claimed.job).collect();
    assert_eq!(taken, [jobs[1]]);
    assert_eq!(crate::db::testing::states(&db).await, [0, 0, 0, 2]);
}
