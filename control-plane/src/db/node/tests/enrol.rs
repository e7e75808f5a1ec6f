//! How a machine becomes a node, also when an answer gets lost on the way.

use rgrid_shared::{id::NodeId, spec::Secret};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::super::*;
use crate::db::testing;

async fn new_token(conn: &mut PgConnection) -> Secret {
    make_enrol_token(conn).await.unwrap().token
}

async fn enrolled(conn: &mut PgConnection, token: &Secret) -> (NodeId, Secret) {
    let enrolled = enrol(conn, token.reveal(), "one").await.unwrap();
    enrolled.expect("the token is good")
}

async fn whose(conn: &mut PgConnection, token: &Secret) -> Option<NodeId> {
    authenticate(conn, token.reveal()).await.unwrap()
}

#[sqlx::test]
async fn an_enrol_token_makes_one_node_and_only_one(db: PgPool) {
    let mut conn = db.acquire().await.unwrap();
    let token = new_token(&mut conn).await;
    let (node, secret) = enrolled(&mut conn, &token).await;
    assert_eq!(whose(&mut conn, &secret).await, Some(node));
    assert_eq!(whose(&mut conn, &token).await, None);
    let session = Uuid::now_v7();
    hello(&mut conn, node, session, &testing::hello())
        .await
        .unwrap();
    let again = enrol(&mut conn, token.reveal(), "two").await.unwrap();
    assert!(again.is_none(), "its node has said hello");
    assert_eq!(whose(&mut conn, &secret).await, Some(node));
}

/// The answer got lost, or the machine died before it kept the answer.
#[sqlx::test]
async fn a_node_that_never_said_hello_is_enrolled_again_as_the_same_node(db: PgPool) {
    let mut conn = db.acquire().await.unwrap();
    let token = new_token(&mut conn).await;
    let (node, lost) = enrolled(&mut conn, &token).await;
    let (again, secret) = enrolled(&mut conn, &token).await;
    assert_eq!(again, node);
    assert_eq!(whose(&mut conn, &secret).await, Some(node));
    assert_eq!(
        whose(&mut conn, &lost).await,
        None,
        "two secrets open one node"
    );
    assert_eq!(list(&mut conn).await.unwrap().len(), 1);
}

#[sqlx::test]
async fn two_requests_at_the_same_time_enrol_one_node(db: PgPool) {
    let token = new_token(&mut db.acquire().await.unwrap()).await;
    let (mut one, mut two) = (db.begin().await.unwrap(), db.acquire().await.unwrap());
    let (first, _) = enrolled(&mut one, &token).await;
    let second = tokio::spawn(async move { enrolled(&mut two, &token).await });
    testing::waits_for_a_lock(&db, &second).await;
    one.commit().await.unwrap();
    let (second, secret) = second.await.unwrap();
    assert_eq!(first, second);
    let mut conn = db.acquire().await.unwrap();
    assert_eq!(whose(&mut conn, &secret).await, Some(first));
}

#[sqlx::test]
async fn an_enrol_token_that_is_old_or_invented_makes_no_node(db: PgPool) {
    let mut conn = db.acquire().await.unwrap();
    let token = new_token(&mut conn).await;
    enrolled(&mut conn, &token).await;
    sqlx::query("update enrol_tokens set expires_at = now()")
        .execute(&mut *conn)
        .await
        .unwrap();
    for token in [token.reveal(), "rge_", ""] {
        assert!(enrol(&mut conn, token, "x").await.unwrap().is_none());
    }
}

#[sqlx::test]
async fn the_token_of_a_removed_node_is_no_token(db: PgPool) {
    let mut conn = db.acquire().await.unwrap();
    let token = new_token(&mut conn).await;
    let (_, secret) = enrolled(&mut conn, &token).await;
    sqlx::query("update nodes set removed_at = now()")
        .execute(&mut *conn)
        .await
        .unwrap();
    assert_eq!(whose(&mut conn, &secret).await, None);
    let again = enrol(&mut conn, token.reveal(), "n").await.unwrap();
    assert!(again.is_none(), "a removed node came back");
}
