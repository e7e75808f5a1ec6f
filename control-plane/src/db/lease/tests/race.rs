use std::collections::HashSet;

use futures_util::future::join_all;
use sqlx::PgPool;

use crate::db::{
    finish::Verdict,
    node::drain,
    testing::{TestNode, account, check_counters, new_jobs, report, states, submit},
};

async fn run_until_empty(node: TestNode) -> Vec<rgrid_shared::id::JobId> {
    let mut done = Vec::new();
    loop {
        let claimed = node.claim(4).await;
        if claimed.is_empty() && states(&node.db).await[2] == 0 {
            return done;
        }
        let outcome = rgrid_shared::job::Outcome::Exited { code: 0 };
        let reports: Vec<_> = claimed
            .iter()
            .map(|claimed| report(claimed.attempt, outcome.clone()))
            .collect();
        let verdicts = node.finish(&reports).await;
        assert!(verdicts.iter().all(|verdict| *verdict == Verdict::Accepted));
        done.extend(claimed.iter().map(|claimed| claimed.job));
    }
}

/// The promise of the queue: 2,000 accepted attempts, none twice (R-C4).
#[sqlx::test]
async fn scenario_01_eight_nodes_race_for_two_thousand_jobs_and_none_runs_twice(db: PgPool) {
    let me = account(&db, 10_000).await;
    submit(&db, me, None, &new_jobs(2_000)).await;
    let nodes = join_all((0..8).map(|_| TestNode::new(&db))).await;
    let done = join_all(nodes.into_iter().map(run_until_empty)).await;
    let all: Vec<_> = done.into_iter().flatten().collect();
    let jobs: HashSet<_> = all.iter().collect();
    assert_eq!((all.len(), jobs.len()), (2_000, 2_000));
    let (attempts, results): (i64, i64) = sqlx::query_as(
        "select (select count(*) from attempts), (select count(*) from results where attempts = 1)",
    )
    .fetch_one(&db)
    .await
    .unwrap();
    assert_eq!((attempts, results), (2_000, 2_000));
    check_counters(&db).await;
}

/// In 1,000 races of a claim and a drain, no claim is committed after the drain was.
#[sqlx::test]
async fn scenario_25_a_node_that_drains_takes_nothing_more(db: PgPool) {
    let me = account(&db, 100_000).await;
    submit(&db, me, None, &new_jobs(5_000)).await;
    let races = (0..4).map(|_| async {
        for _ in 0..250 {
            drain_races_claims(&db).await;
        }
    });
    join_all(races).await;
    assert!(states(&db).await[2] > 0, "there was work to the last");
}

async fn drain_races_claims(db: &PgPool) {
    let node = TestNode::new(db).await;
    let claims = async {
        let mut claims = 0;
        while !node.claim(1).await.is_empty() {
            claims += 1;
        }
        claims
    };
    let drained = async {
        let mut conn = db.acquire().await.unwrap();
        drain(&mut conn, node.id, node.session).await.unwrap();
        sqlx::query_scalar::<_, i64>("select count(*) from attempts where node_id = $1")
            .bind(node.id.uuid())
            .fetch_one(&mut *conn)
            .await
            .unwrap()
    };
    let (claims, committed_before) = tokio::join!(claims, drained);
    assert_eq!(claims, committed_before);
}
