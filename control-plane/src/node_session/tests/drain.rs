use rgrid_shared::wire::node::{FromNode, ToNode};
use sqlx::PgPool;

use super::server::Server;
use crate::db::testing::{account, new_jobs, states, submit};

/// Whatever the moment, every assignment comes before `Drained` and none after it.
#[sqlx::test]
async fn scenario_25_nothing_is_assigned_after_the_drain(db: PgPool) {
    let me = account(&db, 10_000).await;
    let server = Server::start(&db).await;
    for round in 0..20u64 {
        submit(&db, me, None, &new_jobs(40)).await;
        let before = states(&db).await;
        let mut runner = server.connect().await;
        runner.credit(round * 2).await;
        runner.say(&FromNode::Drain).await;
        let mut assigned = 0;
        loop {
            match runner.hear().await {
                ToNode::Assign(_) => assigned += 1,
                ToNode::Drained => break,
                other => panic!("{other:?}"),
            }
        }
        submit(&db, me, None, &new_jobs(1)).await;
        runner.credit(100).await;
        runner.silence().await;
        let after = states(&db).await;
        assert_eq!(after[2], before[2] - assigned + 1);
        // The next one gives up what this one had.
        drop(runner);
        server.connect().await;
        sqlx::raw_sql("update queue set infra_failures = 0")
            .execute(&db)
            .await
            .unwrap();
    }
}

#[sqlx::test]
async fn a_node_that_drained_works_again_after_it_came_back(db: PgPool) {
    let me = account(&db, 10).await;
    let server = Server::start(&db).await;
    let mut runner = server.connect().await;
    runner.say(&FromNode::Drain).await;
    assert_eq!(runner.hear().await, ToNode::Drained);
    drop(runner);
    submit(&db, me, None, &new_jobs(1)).await;
    let mut again = server.connect().await;
    again.credit(1).await;
    again.assignment().await;
}

#[sqlx::test]
async fn a_control_plane_that_stops_says_so(db: PgPool) {
    let server = Server::start(&db).await;
    let mut runner = server.connect().await;
    server.state.stopping.cancel();
    let why = runner.goodbye().await;
    assert_eq!(why, "the control plane is restarting; connect again");
}
