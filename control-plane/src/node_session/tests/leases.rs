use rgrid_shared::{
    id::AttemptId,
    wire::{
        node::{Condition, FromNode, ToNode},
        nodes::{NodeState, Pool, Warm},
    },
};
use sqlx::PgPool;

use super::server::Server;
use crate::db::{
    node::list,
    queue::{Cancel, cancel_job},
    testing::{account, let_leases_run_out, new_jobs, states, submit},
};

#[sqlx::test]
async fn a_cancelled_job_is_told_to_its_node_at_once(db: PgPool) {
    let me = account(&db, 10).await;
    let job = submit(&db, me, None, &new_jobs(1)).await[0];
    let server = Server::start(&db).await;
    let mut runner = server.connect().await;
    runner.credit(1).await;
    let attempt = runner.assignment().await.attempt;
    let mut tx = server.db.begin().await.unwrap();
    assert_eq!(
        cancel_job(&mut tx, me, job).await.unwrap(),
        Cancel::Requested
    );
    tx.commit().await.unwrap();
    assert_eq!(runner.hear().await, ToNode::Cancel { attempt });
    runner.silence().await;
    // A renewal repeats it, should it have come before the assignment.
    runner.renew(attempt).await;
    assert_eq!(runner.hear().await, ToNode::Cancel { attempt });
}

#[sqlx::test]
async fn a_lost_lease_is_told_at_the_next_renewal(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(1)).await;
    let server = Server::start(&db).await;
    let mut runner = server.connect().await;
    runner.credit(1).await;
    let attempt = runner.assignment().await.attempt;
    runner.renew(attempt).await;
    runner.silence().await;
    let_leases_run_out(&db).await;
    runner.renew(attempt).await;
    assert_eq!(runner.hear().await, ToNode::Fenced { attempt });
}

/// The second connection of a node is the one that counts.
#[sqlx::test]
async fn an_older_connection_of_the_same_node_gets_no_work(db: PgPool) {
    let me = account(&db, 10).await;
    let server = Server::start(&db).await;
    let mut old = server.connect().await;
    let mut new = server.connect().await;
    old.credit(5).await;
    old.silence().await;
    submit(&db, me, None, &new_jobs(3)).await;
    new.credit(5).await;
    for _ in 0..3 {
        new.assignment().await;
    }
    old.silence().await;
    assert_eq!(states(&db).await, [0, 0, 0, 3]);
}

/// R-E5: the list of nodes shows a node that fails by its own fault, and what waits there for jobs.
#[sqlx::test]
async fn a_node_is_shown_as_it_says_that_it_is(db: PgPool) {
    let server = Server::start(&db).await;
    let mut runner = server.connect().await;
    for (failing, state) in [(true, NodeState::Failing), (false, NodeState::Ready)] {
        let attempts = vec![AttemptId::new()];
        let pool = failing.then(|| Pool {
            warm: vec![Warm {
                image: "python".into(),
                count: 2,
            }],
            hits: 3,
            misses: 1,
        });
        let condition = Condition {
            failing,
            pool: pool.clone(),
        };
        let renewal = FromNode::Renew {
            attempts,
            condition,
        };
        runner.say(&renewal).await;
        // The answer comes when the renewal is done.
        assert!(matches!(runner.hear().await, ToNode::Fenced { .. }));
        let nodes = list(&mut db.acquire().await.unwrap()).await.unwrap();
        assert_eq!((nodes[0].state, &nodes[0].pool), (state, &pool));
    }
}
