use std::time::{Duration, Instant};

use futures_util::future::join_all;
use rgrid_shared::{
    id::{AccountId, BatchId},
    job::Outcome,
};
use sqlx::PgPool;

use crate::db::{
    finish::give_up_leases,
    lease::renew,
    queue::{cancel_batch, cancel_job, release_of},
    testing::{
        TestNode, account, batch, check_counters, let_leases_run_out, new_jobs, report, states,
        submit,
    },
};

/// A generator that needs no crate; its numbers only have to differ.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % sides
    }
}

async fn user(db: PgPool, me: AccountId, seed: u64) {
    let mut dice = Dice(seed);
    let mut batches: Vec<BatchId> = Vec::new();
    for _ in 0..15 {
        let n = dice.roll(12) + 1;
        let count = usize::try_from(n).unwrap();
        let of = match dice.roll(3) {
            0 => None,
            _ => Some(batch(&db, me, 4, i32::try_from(n).unwrap()).await),
        };
        let jobs = submit(&db, me, of, &new_jobs(count)).await;
        batches.extend(of);
        let mut tx = db.begin().await.unwrap();
        match (dice.roll(4), batches.first()) {
            (0, _) => drop(cancel_job(&mut tx, me, jobs[0]).await.unwrap()),
            (1, Some(batch)) => cancel_batch(&mut tx, me, *batch).await.unwrap(),
            _ => (),
        }
        tx.commit().await.unwrap();
    }
}

async fn work(node: TestNode, seed: u64, until: Instant) {
    let mut dice = Dice(seed);
    while Instant::now() < until {
        let claimed = node.claim(5).await;
        let attempts: Vec<_> = claimed.iter().map(|claimed| claimed.attempt).collect();
        let mut conn = node.db.acquire().await.unwrap();
        renew(&mut conn, &[(node.id, attempts.clone())])
            .await
            .unwrap();
        drop(conn);
        let ends = attempts
            .into_iter()
            .filter_map(|attempt| match dice.roll(8) {
                0 => None,
                1 => Some(report(
                    attempt,
                    Outcome::Internal {
                        message: String::new(),
                    },
                )),
                2 => Some(report(attempt, Outcome::Cancelled)),
                3 => Some(report(attempt, Outcome::Exited { code: 9 })),
                _ => Some(report(attempt, Outcome::Exited { code: 0 })),
            });
        let ends: Vec<_> = ends.collect();
        node.finish(&ends).await;
        if states(&node.db).await == [0; 4] && dice.roll(4) == 0 {
            tokio::task::yield_now().await;
        }
    }
}

async fn reap(db: PgPool, accounts: Vec<AccountId>, until: Instant) {
    while Instant::now() < until {
        let_leases_run_out(&db).await;
        let mut tx = db.begin().await.unwrap();
        give_up_leases(&mut tx, 100).await.unwrap();
        tx.commit().await.unwrap();
        for account in &accounts {
            let mut tx = db.begin().await.unwrap();
            release_of(&mut tx, *account).await.unwrap();
            tx.commit().await.unwrap();
        }
    }
}

/// No order of locks can deadlock, and what stands for rows always equals them (R-C4). PostgreSQL ends
/// one of two transactions that wait for each other with an error, and any error fails this test.
#[sqlx::test]
async fn everything_at_once_neither_deadlocks_nor_loses_count(db: PgPool) {
    let until = Instant::now() + Duration::from_secs(6);
    let accounts = vec![account(&db, 7).await, account(&db, 1000).await];
    let users = (0..6u64).map(|n| user(db.clone(), accounts[usize::from(n % 2 == 0)], n));
    let nodes = join_all((0..4).map(|_| TestNode::new(&db))).await;
    let nodes = nodes
        .into_iter()
        .zip(100u64..)
        .map(|(node, seed)| work(node, seed, until));
    tokio::join!(
        join_all(users),
        join_all(nodes),
        reap(db.clone(), accounts.clone(), until)
    );
    check_counters(&db).await;
    let node = TestNode::new(&db).await;
    let deadline = Instant::now() + Duration::from_mins(2);
    while states(&db).await != [0; 4] && Instant::now() < deadline {
        reap(
            db.clone(),
            accounts.clone(),
            Instant::now() + Duration::from_millis(1),
        )
        .await;
        for claimed in node.claim(100).await {
            node.succeed(claimed.attempt).await;
        }
    }
    assert_eq!(states(&db).await, [0; 4]);
    check_counters(&db).await;
}
