//! What nodes promise, on a real database.

mod enrol;

use rgrid_shared::wire::{node::Condition, nodes::NodeState};
use sqlx::PgPool;
use uuid::Uuid;

use super::*;
use crate::db::testing::{self, TestNode, account, new_jobs, submit};

#[sqlx::test]
async fn the_database_holds_no_token(db: PgPool) {
    let mut conn = db.acquire().await.unwrap();
    let token = make_enrol_token(&mut conn).await.unwrap().token;
    let (_, node) = enrol(&mut conn, token.reveal(), "n")
        .await
        .unwrap()
        .unwrap();
    let dump: String = sqlx::query_scalar(
        "select (select string_agg(nodes::text, '') from nodes) || (select string_agg(e::text, '') from enrol_tokens e)",
    )
    .fetch_one(&mut *conn)
    .await
    .unwrap();
    for secret in [token, node] {
        let bits = secret.reveal().split_once('_').unwrap().1;
        assert_eq!(bits.len(), 64);
        assert!(!dump.contains(bits));
    }
}

#[sqlx::test]
async fn a_list_says_who_works_who_drains_and_who_is_away(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(3)).await;
    let nodes = [
        TestNode::new(&db).await,
        TestNode::new(&db).await,
        TestNode::new(&db).await,
        TestNode::new(&db).await,
    ];
    nodes[0].claim(2).await;
    let mut conn = db.acquire().await.unwrap();
    drain(&mut conn, nodes[1].id, nodes[1].session)
        .await
        .unwrap();
    let (id, old) = (nodes[0].id, Uuid::now_v7());
    let bad = Condition {
        failing: true,
        pool: None,
    };
    drain(&mut conn, id, old).await.unwrap();
    condition(&mut conn, id, old, &bad).await.unwrap();
    let (id, session) = (nodes[3].id, nodes[3].session);
    condition(&mut conn, id, session, &bad).await.unwrap();
    sqlx::query("update nodes set last_seen_at = now() - interval '46 s' where id = $1")
        .bind(nodes[2].id.uuid())
        .execute(&mut *conn)
        .await
        .unwrap();
    let seen: Vec<_> = list(&mut conn)
        .await
        .unwrap()
        .into_iter()
        .map(|node| (node.id, node.state, node.running, node.slots))
        .collect();
    let expected = [
        (nodes[0].id, NodeState::Ready, 2, 4),
        (nodes[1].id, NodeState::Draining, 0, 4),
        (nodes[2].id, NodeState::Away, 0, 4),
        (nodes[3].id, NodeState::Failing, 0, 4),
    ];
    assert_eq!(seen, expected);
    hello(&mut conn, id, session, &testing::hello())
        .await
        .unwrap();
    let again = list(&mut conn).await.unwrap();
    assert_eq!(again[3].state, NodeState::Ready, "it says hello again");
}
